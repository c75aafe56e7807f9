import { isIP } from 'node:net';
import { DomainError } from '../errors/domain-error.js';

/** Thrown for a Host header that is not ours: a page elsewhere may have pointed its own name at this server. */
export class HostNotAllowedError extends DomainError {
  readonly code = 'request.host-not-allowed';
  readonly kind = 'forbidden';

  constructor(host: string) {
    super(`This server does not answer to the name ${JSON.stringify(host)}. Add it to ALLOWED_HOSTS if it should.`);
  }
}

/** Thrown for a changing request that another site's page made. */
export class CrossSiteRequestError extends DomainError {
  readonly code = 'request.cross-site';
  readonly kind = 'forbidden';

  constructor() {
    super('Requests that change something are accepted from this site only.');
  }
}

/** The headers that tell where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** The `Sec-Fetch-Site` header, which pages cannot forge. */
  readonly fetchSite: string | undefined;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other sites' pages from steering a server that trusts its loopback user: against DNS rebinding the Host header must
 * be known, against cross-site requests the Origin must be ours.
 * @throws HostNotAllowedError @throws CrossSiteRequestError
 */
export function checkSameSite(request: RequestOrigin, allowedHosts: readonly string[]): void {
  const host = request.host ?? '';
  const name = hostName(host);
  if (!isLocalName(name) && !allowedHosts.includes(name)) throw new HostNotAllowedError(host);
  if (SAFE_METHODS.has(request.method)) return;

  if (request.fetchSite !== undefined && !['same-origin', 'none'].includes(request.fetchSite)) {
    throw new CrossSiteRequestError();
  }
  if (request.origin !== undefined && !sameHost(request.origin, host)) throw new CrossSiteRequestError();
}

/** More names than this nobody has for one server. */
const MOST_NAMES = 100;

/** The check with a memory: to take a Host header apart costs more than to answer out of the cache. */
export class SameSiteCheck {
  private readonly knownHosts = new Set<string>();

  constructor(private readonly allowedHosts: readonly string[]) {}

  /** @throws HostNotAllowedError @throws CrossSiteRequestError */
  check(request: RequestOrigin): void {
    const host = request.host ?? '';
    if (SAFE_METHODS.has(request.method) && this.knownHosts.has(host)) return;
    checkSameSite(request, this.allowedHosts);
    if (this.knownHosts.size < MOST_NAMES) this.knownHosts.add(host);
  }
}

function sameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

function hostName(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '') : '';
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
