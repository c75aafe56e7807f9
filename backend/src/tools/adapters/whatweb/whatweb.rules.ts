import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { type WhatwebAnswer, type WhatwebPlugin } from './whatweb.schema.js';

/** Plugins that describe the answer and name no software. Those with a rule of their own are read below. */
const FACTS = new Set([
  'Access-Control-Allow-Methods',
  'Allow',
  'Content-Language',
  'Content-Security-Policy',
  'Cookies',
  'Country',
  'Email',
  'Frame',
  'HTML5',
  'HTTPServer',
  'HttpOnly',
  'IP',
  'Index-Of',
  'Meta-Author',
  'Meta-Geo',
  'Meta-Refresh-Redirect',
  'MetaGenerator',
  'MetaPoweredBy',
  'Object',
  'Open-Graph-Protocol',
  'OpenSearch',
  'PasswordField',
  'RedirectLocation',
  'Script',
  'Strict-Transport-Security',
  'Title',
  'UncommonHeaders',
  'Via-Proxy',
  'WWW-Authenticate',
  'X-Cache',
  'X-Forwarded-For',
  'X-Frame-Options',
  'X-Powered-By',
  'X-UA-Compatible',
  'X-XSS-Protection',
  'x-hacker',
  'x-pingback',
]);

/** Plugins that recognise a web application firewall. */
const FIREWALLS = new Set(['Barracuda-Waf', 'FortiWeb', 'Incapsula-WAF', 'imperva-securesphere']);

/** Headers in which a server names machines behind it; the weakness catalogue has no word for that. */
const INNER_NAMES = new Set(['X-Backend', 'X-Host', 'x-machine']);

/** Headers whose value tells a version, by plugin. */
const VERSION_HEADERS = [
  ['HTTPServer', 'Server'],
  ['X-Powered-By', 'X-Powered-By'],
] as const;

const EVIDENCE_LENGTH = 1000;

/** What one answer says. */
export function observationsOf(answer: WhatwebAnswer, endpoint: ObservedEndpoint, path: string): Observation[] {
  const plugins = new Map(Object.entries(answer.plugins));
  return [
    ...technologies(plugins, endpoint),
    ...versionHeaders(plugins, endpoint),
    ...readableCookies(plugins, endpoint),
    ...directoryListing(plugins, endpoint, path),
  ];
}

type Plugins = ReadonlyMap<string, WhatwebPlugin>;

function technologies(plugins: Plugins, endpoint: ObservedEndpoint): Observation[] {
  return [...plugins]
    .filter(([name]) => !FACTS.has(name))
    .map(([name, plugin]) => ({
      ...meaningOf(name, plugin),
      rule: name,
      endpoint: webServiceOf(endpoint),
      evidence: evidenceOf(describe(name, plugin), EVIDENCE_LENGTH),
    }));
}

/** What a plugin that names something stands for. A plugin that no list knows names software. */
function meaningOf(name: string, plugin: WhatwebPlugin): Omit<Observation, 'rule' | 'endpoint' | 'evidence'> {
  const id = evidenceOf(name, 100).toLowerCase();
  if (INNER_NAMES.has(name)) {
    return {
      weakness: `whatweb.${id}`,
      title: `The header ${name} names an inner machine`,
      severity: 'info',
      cwe: [200],
    };
  }
  const version = plugin.version.length === 0 ? '' : ` ${plugin.version.join(', ')}`;
  const isFirewall = FIREWALLS.has(name);
  return {
    weakness: isFirewall ? 'http.waf' : 'http.technology',
    discriminator: id,
    title: evidenceOf(`${isFirewall ? 'Web application firewall' : 'Technology in use'}: ${name}${version}`, 200),
  };
}

/** One finding for all headers that tell a version. */
function versionHeaders(plugins: Plugins, endpoint: ObservedEndpoint): Observation[] {
  const told = VERSION_HEADERS.flatMap(([name, header]) =>
    (plugins.get(name)?.string ?? []).filter((value) => /\d/.test(value)).map((value) => ({ name, header, value })),
  );
  const [first] = told;
  if (first === undefined) return [];
  return [
    {
      weakness: 'http.header.server.version',
      rule: first.name,
      endpoint: webServiceOf(endpoint),
      evidence: evidenceOf(told.map(({ header, value }) => `${header}: ${value}`).join('\n'), EVIDENCE_LENGTH),
    },
  ];
}

function readableCookies(plugins: Plugins, endpoint: ObservedEndpoint): Observation[] {
  const guarded = new Set(plugins.get('HttpOnly')?.string ?? []);
  const cookies = new Set(plugins.get('Cookies')?.string ?? []);
  return [...cookies]
    .filter((cookie) => !guarded.has(cookie))
    .map((cookie) => ({
      weakness: 'http.cookie.httponly.missing',
      rule: 'Cookies',
      endpoint: webServiceOf(endpoint),
      discriminator: evidenceOf(cookie, 200),
      evidence: evidenceOf(`The cookie ${cookie} is set without HttpOnly.`, EVIDENCE_LENGTH),
    }));
}

function directoryListing(plugins: Plugins, endpoint: ObservedEndpoint, path: string): Observation[] {
  if (!plugins.has('Index-Of')) return [];
  const title = plugins.get('Title')?.string.join(', ') ?? '';
  return [
    {
      weakness: 'http.directory-listing',
      rule: 'Index-Of',
      endpoint: webPageOf(endpoint, path),
      evidence: evidenceOf(`The page at ${path} lists its folder. ${title}`, EVIDENCE_LENGTH),
    },
  ];
}

function describe(name: string, plugin: WhatwebPlugin): string {
  const details = [
    ['version', plugin.version],
    ['detail', plugin.string],
    ['operating system', plugin.os],
    ['model', plugin.model],
    ['firmware', plugin.firmware],
    ['certainty', plugin.certainty === undefined ? [] : [`${plugin.certainty} %`]],
  ] as const;
  const told = details.flatMap(([label, values]) => (values.length === 0 ? [] : `${label} ${values.join(', ')}`));
  return [name, ...told].join('; ');
}
