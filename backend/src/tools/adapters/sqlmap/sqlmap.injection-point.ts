import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';

/** Lines of one point that are kept. */
const MAX_LINES = 200;

/** A parameter that can be injected into, with each technique that worked. */
export class InjectionPoint {
  private readonly lines: string[] = [];
  private title = '';
  /** The first payload that worked. */
  payload = '';

  /**
   * @param name as sqlmap has it: `id (GET)`, `JSON #1* ((custom) POST)`, and in old releases `id` alone
   * @param place what the parameter is part of, where that stands on a line of its own
   */
  constructor(
    private readonly name: string,
    private readonly place: string,
  ) {}

  take(key: string, value: string): void {
    if (this.lines.length < MAX_LINES) this.lines.push(`${key}: ${value}`);
    if (key === 'Title' && this.title === '') this.title = value;
    if (key === 'Payload' && this.payload === '') this.payload = value;
  }

  observation(endpoint: ObservedEndpoint, facts: readonly string[]): Observation {
    return {
      weakness: 'http.sql-injection',
      rule: evidenceOf(this.title, 200) || 'injection point',
      endpoint,
      discriminator: evidenceOf(this.parameter, 200),
      severity: 'critical',
      evidence: evidenceOf([`Parameter: ${this.name}`, ...this.lines, ...facts].join('\n')),
    };
  }

  /** `GET id`, as other tools name it. */
  private get parameter(): string {
    const [, name = this.name, place = this.place] = /^(.{1,500}) \((.{1,100})\)$/.exec(this.name) ?? [];
    return place === name ? name : `${place} ${name}`.trim();
  }
}
