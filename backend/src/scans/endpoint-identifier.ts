import { type Clock } from '../platform/clock.js';
import { type ServiceEndpoint } from '../targets/endpoint.js';
import { type Identification, type identifyEndpoint } from '../tools/identification/identify-endpoint.js';

type Place = Pick<ServiceEndpoint, 'host' | 'address' | 'port'>;

/** An answer counts as present for so long: runs that start together need not ask the same port one after the other. */
const FRESH_MS = 3000;

/** Finds out what speaks on an endpoint, and remembers it for a moment. */
export class EndpointIdentifier {
  private readonly asking = new Map<string, Promise<Identification>>();
  private readonly recent = new Map<string, { readonly until: number; readonly found: Identification }>();

  constructor(
    private readonly clock: Clock,
    private readonly ask: typeof identifyEndpoint,
  ) {}

  async of(place: Place, signal: AbortSignal): Promise<Identification> {
    const key = JSON.stringify([place.host, place.address, place.port]);
    const known = this.recent.get(key);
    if (known !== undefined && known.until > this.clock.now().getTime()) return known.found;

    const underWay = this.asking.get(key);
    if (underWay !== undefined) {
      const found = await underWay.catch(() => undefined);
      if (found?.state === 'open') return found; // any other answer may be that of a scan that was cancelled meanwhile
    }

    const asking = this.askAndRemember(key, place, signal).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  private async askAndRemember(key: string, place: Place, signal: AbortSignal): Promise<Identification> {
    const found = await this.ask(place, signal);
    this.forgetOld();
    // what did not answer may answer the next time
    if (found.state === 'open') this.recent.set(key, { until: this.clock.now().getTime() + FRESH_MS, found });
    return found;
  }

  private forgetOld(): void {
    const now = this.clock.now().getTime();
    for (const [key, { until }] of this.recent) if (until <= now) this.recent.delete(key);
  }
}
