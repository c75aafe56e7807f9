import { type CaaRecord, type MxRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';

/** Types that the probe looks up. */
export const LOOKUP_TYPES = ['TXT', 'MX', 'NS', 'CAA', 'CNAME', 'A', 'AAAA'] as const;

export type LookupType = (typeof LOOKUP_TYPES)[number];

/** What a resolver says. Only the first three are answers; a failure leaves open what is there. */
export type LookupAnswer =
  | { readonly kind: 'records'; readonly records: readonly string[] }
  /** The name exists and has no record of this type. */
  | { readonly kind: 'no_data' }
  | { readonly kind: 'no_such_name' }
  /** `code` is that of node:dns, e.g. ESERVFAIL, ETIMEOUT, EREFUSED. */
  | { readonly kind: 'failed'; readonly code: string };

const LIMITS = { timeout: 2000, tries: 2 };

/** Asks one resolver; every question pending is given up when `signal` aborts. */
export class Lookups {
  private readonly resolver = new Resolver(LIMITS);

  /** `server` is `address:port`; absent means the system's. Throws when it is no address. */
  constructor(
    server: string | undefined,
    private readonly signal: AbortSignal,
  ) {
    if (server !== undefined) this.resolver.setServers([server]);
    signal.addEventListener('abort', () => this.resolver.cancel(), { once: true });
  }

  get servers(): string[] {
    return this.resolver.getServers();
  }

  async ask(name: string, type: LookupType): Promise<LookupAnswer> {
    if (this.signal.aborted) return { kind: 'failed', code: 'ECANCELLED' };
    try {
      const records = await this.records(name, type);
      return records.length === 0 ? { kind: 'no_data' } : { kind: 'records', records };
    } catch (error) {
      return answerOf(error);
    }
  }

  private async records(name: string, type: LookupType): Promise<string[]> {
    switch (type) {
      case 'TXT':
        return (await this.resolver.resolveTxt(name)).map((strings) => strings.join(''));
      case 'MX':
        return (await this.resolver.resolveMx(name)).map(
          ({ priority, exchange }: MxRecord) => `${priority} ${exchange}`,
        );
      case 'NS':
        return await this.resolver.resolveNs(name);
      case 'CAA':
        return (await this.resolver.resolveCaa(name)).map(caaText);
      case 'CNAME':
        return await this.resolver.resolveCname(name);
      case 'A':
        return await this.resolver.resolve4(name);
      case 'AAAA':
        return await this.resolver.resolve6(name);
    }
  }
}

/** Flags, property and value, e.g. `0 issue ca.example`. */
function caaText({ critical, ...properties }: CaaRecord): string {
  const [property = '', value = ''] = Object.entries(properties)[0] ?? [];
  return `${critical} ${property} ${value}`;
}

function answerOf(error: unknown): LookupAnswer {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'UNKNOWN';
  if (code === 'ENODATA') return { kind: 'no_data' };
  if (code === 'ENOTFOUND') return { kind: 'no_such_name' };
  return { kind: 'failed', code };
}
