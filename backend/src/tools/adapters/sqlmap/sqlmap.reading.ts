import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportedRun, type ReportItem } from '../../report-format.js';
import { InjectionPoint } from './sqlmap.injection-point.js';
import { attackedPage, testedPage } from './sqlmap.place.js';

const POINTS = /sqlmap (?:identified|resumed) the following injection points?/i;
const PLACE = /^Place: (.+)$/;
const PARAMETER = /^Parameter: (.+)$/;
const FIELD = /^\s{2,8}(Type|Title|Payload|Vector): (.*)$/;
const FACT = /^(?:web server operating system|web application technology|back-end DBMS): .+$/;
const VERSION = /\{(\d[\d.]{1,20})#\w{1,20}\}/;
const SUSPICION = /heuristic \((XSS|FI)\) test shows that .{1,300} might be vulnerable/;
const LOGGED = /^\[\d\d:\d\d:\d\d\] \[[A-Z]{4,8}\] /m;

/** Whether sqlmap wrote this text: it lists injection points, names its home or logs as sqlmap does. */
export function isSqlmapText(text: string): boolean {
  const isLog = LOGGED.test(text) && /target URL|SQL injection/.test(text);
  return POINTS.test(text) || /https?:\/\/sqlmap\.org/.test(text) || isLog;
}

/** Reads the injection points out of what sqlmap writes, line by line. */
export class SqlmapReading {
  private version = '';
  private firstPage: ObservedEndpoint | undefined;
  private page: ObservedEndpoint | undefined;
  private isInPoints = false;
  private place = '';
  private points: InjectionPoint[] = [];
  /** What the points have shown of the server, which is told behind them. */
  private facts: string[] = [];

  constructor(private readonly targetOf: () => ObservedEndpoint) {}

  get run(): ReportedRun {
    return {
      ...(this.version === '' ? {} : { toolVersion: this.version }),
      ...(this.firstPage === undefined ? {} : { place: this.firstPage }),
    };
  }

  *take(text: string, line: number): Generator<ReportItem> {
    if (POINTS.test(text)) {
      yield* this.end();
      this.isInPoints = true;
      return;
    }
    if (LOGGED.test(text)) this.isInPoints = false;
    if (this.isInPoints) this.takePoint(text);
    else if (SUSPICION.test(text)) {
      const [, kind] = SUSPICION.exec(text) ?? [];
      yield { type: 'skipped', reason: `a suspicion of ${kind ?? ''} that sqlmap does not follow up`, line };
    } else yield* this.takeOther(text);
  }

  /** Points stand between two lines of dashes; each begins with the name of its parameter. */
  private takePoint(text: string): void {
    if (text === '---' && this.points.length > 0) this.isInPoints = false;
    const [, place] = PLACE.exec(text) ?? [];
    if (place !== undefined) this.place = place;
    const [, parameter] = PARAMETER.exec(text) ?? [];
    if (parameter !== undefined) this.points.push(new InjectionPoint(parameter, this.place));
    const [, key, value = ''] = FIELD.exec(text) ?? [];
    if (key !== undefined) this.points.at(-1)?.take(key, value);
  }

  private *takeOther(text: string): Generator<ReportItem> {
    this.version ||= evidenceOf(VERSION.exec(text)?.[1] ?? '', 30);
    if (FACT.test(text) && this.facts.length < 10) this.facts.push(text);
    if (text.startsWith('back-end DBMS: ')) yield* this.end();
    const page = testedPage(text);
    if (page === undefined) return;
    yield* this.end();
    this.firstPage ??= page;
    this.page = page;
  }

  /** All that is known of the points is read. */
  *end(): Generator<ReportItem> {
    const { points, facts } = this;
    this.points = [];
    this.facts = [];
    this.place = '';
    this.isInPoints = false;
    for (const point of points) {
      const endpoint = this.page ?? attackedPage(point.payload) ?? this.targetOf();
      yield { type: 'observation', observation: point.observation(endpoint, facts) };
    }
  }
}
