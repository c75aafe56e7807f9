import { PRACTICE_PAGES, type PracticePage } from './practice-pages.js';

/** What the site reads of a request. */
export interface PracticeRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly origin: string | undefined;
  /** Names and values of all headers by turns, as they came: TRACE sends them back. */
  readonly rawHeaders: readonly string[];
}

export interface PracticeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The headers of every answer: two that tell too much, and none that protect. */
const SITE_HEADERS = { Server: 'nginx/1.14.0', 'X-Powered-By': 'PHP/5.6.40' };
const SESSION_COOKIE = { 'Set-Cookie': 'session=made-up-session-0123456789; Path=/' };
const METHODS = 'GET, HEAD, POST, OPTIONS, TRACE';
const NOT_FOUND = page('404 Not Found');
const NOT_ALLOWED = page('405 Not Allowed');
const pages = new Map(PRACTICE_PAGES.map((entry) => [entry.path, entry]));

/** Answers a request to the practice site. Pure: nothing that is sent has any effect. */
export function answerTo(request: PracticeRequest): PracticeAnswer {
  const answer = answerByMethod(request);
  return { ...answer, headers: { ...SITE_HEADERS, ...corsHeaders(request.origin), ...answer.headers } };
}

function answerByMethod(request: PracticeRequest): PracticeAnswer {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
    case 'POST':
      return answerWithPage(pages.get(pathOf(request.url)));
    case 'OPTIONS':
      return { status: 200, headers: { Allow: METHODS }, body: '' };
    case 'TRACE':
      return { status: 200, headers: { 'Content-Type': 'message/http' }, body: echo(request) };
    default:
      return { status: 405, headers: { Allow: METHODS, 'Content-Type': 'text/html' }, body: NOT_ALLOWED };
  }
}

function answerWithPage(found: PracticePage | undefined): PracticeAnswer {
  if (found === undefined) return { status: 404, headers: { 'Content-Type': 'text/html' }, body: NOT_FOUND };
  const cookie = found.path === '/' ? SESSION_COOKIE : {};
  return { status: 200, headers: { 'Content-Type': found.contentType, ...cookie }, body: found.body };
}

/** Lets any site read answers with the visitor's cookies. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
}

function echo({ method, url, rawHeaders }: PracticeRequest): string {
  const lines = rawHeaders.map((part, position) => (position % 2 === 0 ? `${part}: ` : `${part}\r\n`));
  return `${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

function page(title: string): string {
  return `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><hr>nginx/1.14.0</body>\n</html>\n`;
}
