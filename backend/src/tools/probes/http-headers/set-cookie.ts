/** What one Set-Cookie header asks the browser to do. */
export interface CookieFacts {
  readonly name: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: string | undefined;
  /** Whether it takes a cookie away instead of setting one. */
  readonly deletes: boolean;
  /** The header's value as it came. */
  readonly header: string;
}

/** Reads a Set-Cookie value as browsers do (RFC 6265, 5.2); undefined when it names no cookie. */
export function parseSetCookie(header: string): CookieFacts | undefined {
  const [pair = '', ...attributes] = header.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  if (equals < 1 || name === '') return undefined;
  const facts = new Map(attributes.map(attributeOf));
  return {
    name,
    secure: facts.has('secure'),
    httpOnly: facts.has('httponly'),
    sameSite: facts.get('samesite'),
    deletes: isOver(facts.get('max-age'), facts.get('expires')),
    header,
  };
}

function attributeOf(attribute: string): [name: string, value: string] {
  const equals = attribute.indexOf('=');
  if (equals === -1) return [attribute.trim().toLowerCase(), ''];
  return [attribute.slice(0, equals).trim().toLowerCase(), attribute.slice(equals + 1).trim()];
}

/** Max-Age comes before Expires; a date of before 2000 is how a cookie is taken away. */
function isOver(maxAge: string | undefined, expires: string | undefined): boolean {
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return expires !== undefined && Date.parse(expires) < Date.UTC(2000, 0);
}
