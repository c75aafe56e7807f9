import { isIP } from 'node:net';
import { type Endpoint } from '../../../targets/endpoint.js';
import { valuesOf } from '../../http-exchange/http-answer.js';
import { entryPageOf, isRedirect } from '../../http-transcript/entry-page.js';
import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript, type RecordedAnswer } from '../../http-transcript/http-transcript.js';
import { metaContent } from './page-meta.js';

/** Below half a year a browser forgets too soon, in seconds. */
const SHORT_MAX_AGE = 15_768_000;
/** Referrer policies that keep the path of an address from other sites, or follow the browser's careful default. */
const CAREFUL_REFERRER =
  /^(no-referrer|same-origin|origin|strict-origin|origin-when-cross-origin|strict-origin-when-cross-origin)$/;

/** What the entry page's headers leave unprotected. Rules for documents are not applied to data and redirects. */
export function headerFindings(transcript: HttpTranscript, service: Endpoint): HttpFinding[] {
  const page = entryPageOf(transcript);
  if (page === undefined) return [];
  const findings = service.protocol === 'https' ? [...hstsFindings(page, service)] : [];
  if (isRedirect(page)) return findings;
  if (page.bodyBytes > 0) findings.push(...sniffingFindings(page));
  return isDocument(page) ? [...findings, ...documentFindings(page)] : findings;
}

function documentFindings(page: RecordedAnswer): HttpFinding[] {
  const byHeader = [...framingFindings(page), ...permissionsFindings(page)];
  // in the part of the page that did not come, a meta tag may do what no header does
  if (page.bodyState.kind === 'broken') return byHeader;
  return [...policyFindings(page), ...byHeader, ...referrerFindings(page)];
}

function policyFindings(page: RecordedAnswer): HttpFinding[] {
  const enforced = valuesOf(page.headers, 'content-security-policy').some((value) => value.trim() !== '');
  if (enforced || metaContent(page.text, 'http-equiv', 'content-security-policy') !== undefined) return [];
  const reportOnly = valuesOf(page.headers, 'content-security-policy-report-only').length > 0;
  const note = reportOnly ? ' (Content-Security-Policy-Report-Only is sent, which blocks nothing)' : '';
  return [absent('http.header.csp.missing', 'csp', page, `no Content-Security-Policy${note}`)];
}

function framingFindings(page: RecordedAnswer): HttpFinding[] {
  const policies = valuesOf(page.headers, 'content-security-policy');
  if (policies.some((policy) => /(^|[;,])\s*frame-ancestors\s/i.test(policy))) return [];
  const options = valuesOf(page.headers, 'x-frame-options').flatMap((value) => value.split(','));
  if (options.some((option) => /^(deny|sameorigin)$/i.test(option.trim()))) return [];
  const note = options.length === 0 ? '' : `; X-Frame-Options: ${options.join(',')} has no effect`;
  return [
    absent('http.header.frame-options.missing', 'framing', page, `no X-Frame-Options and no frame-ancestors${note}`),
  ];
}

function referrerFindings(page: RecordedAnswer): HttpFinding[] {
  const given = valuesOf(page.headers, 'referrer-policy').flatMap((value) => value.split(','));
  const meta = metaContent(page.text, 'name', 'referrer');
  const policies = [...given, ...(meta === undefined ? [] : [meta])].map((policy) => policy.trim().toLowerCase());
  const weak = policies.filter((policy) => policy === 'unsafe-url' || policy === 'no-referrer-when-downgrade');
  if (policies.some((policy) => CAREFUL_REFERRER.test(policy))) return [];
  const note =
    weak.length === 0 ? 'no Referrer-Policy' : `Referrer-Policy: ${weak.join(', ')} gives whole addresses away`;
  return [absent('http.header.referrer-policy.missing', 'referrer-policy', page, note)];
}

function permissionsFindings(page: RecordedAnswer): HttpFinding[] {
  const names = ['permissions-policy', 'feature-policy'];
  if (names.some((name) => valuesOf(page.headers, name).length > 0)) return [];
  return [absent('http.header.permissions-policy.missing', 'permissions-policy', page, 'no Permissions-Policy')];
}

function sniffingFindings(page: RecordedAnswer): HttpFinding[] {
  const values = valuesOf(page.headers, 'x-content-type-options');
  if (values.some((value) => /^\s*nosniff\s*(,|$)/i.test(value))) return [];
  const note = values.length === 0 ? 'no X-Content-Type-Options' : `X-Content-Type-Options: ${values.join(', ')}`;
  return [absent('http.header.x-content-type-options.missing', 'nosniff', page, note)];
}

/** RFC 6797: the first header counts, and browsers obey it for names only. */
function hstsFindings(page: RecordedAnswer, { host }: Endpoint): HttpFinding[] {
  const [value] = valuesOf(page.headers, 'strict-transport-security');
  const maxAge = Number(/(?:^|;)\s*max-age\s*=\s*"?(\d+)"?/i.exec(value ?? '')?.[1] ?? 0);
  if (maxAge >= SHORT_MAX_AGE) return [];
  if (maxAge > 0) {
    return [absent('http.header.hsts.weak', 'hsts', page, `Strict-Transport-Security: ${value ?? ''}`)];
  }
  const said = value === undefined ? 'no Strict-Transport-Security' : `Strict-Transport-Security: ${value}`;
  const note = isIP(host) === 0 ? said : `${said} (browsers obey it for names, not for addresses)`;
  return [absent('http.header.hsts.missing', 'hsts', page, note)];
}

function absent(weakness: string, rule: string, { method, path, status }: RecordedAnswer, note: string): HttpFinding {
  return { weakness, rule, evidence: `${method} ${path} was answered with ${status}: ${note}` };
}

/** Whether a browser shows the answer as a page. */
function isDocument({ headers, text }: RecordedAnswer): boolean {
  const [type] = valuesOf(headers, 'content-type');
  return type === undefined ? text.trimStart().startsWith('<') : /\b(x?html|svg)\b/i.test(type);
}
