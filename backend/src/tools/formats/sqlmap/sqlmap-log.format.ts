import { evidenceOf, stripControls } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { numberedLines } from '../../report-reading/numbered-lines.js';
import { givenTarget, placeOfUrl } from '../../report-reading/reported-place.js';

const POINTS = /sqlmap (?:identified|resumed) the following injection points?/i;
const PARAMETER = /^Parameter: (.{1,300})$/;
const FIELD = /^\s{2,8}(Type|Title|Payload|Vector): (.{0,4000})$/;
const ADDRESS =
  /(?:testing URL '|^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) |^URL: |\btarget URL:? ')(https?:\/\/[^\s']{1,2000})/;
const VERSION = /\{(\d[\d.]{1,20})#\w{1,20}\}/;

/** The log of a target in sqlmap's output folder, and what sqlmap prints. */
export const sqlmapLog: ReportFormat = {
  id: 'sqlmap-log',
  name: 'sqlmap log',
  tool: 'sqlmap',
  versions: ['1.4', '1.7.2', '1.8'],
  framing: 'lines',
  emptyForms: [''],
  recognises: ({ text }) => POINTS.test(text) || /https?:\/\/sqlmap\.org/.test(text),
  read: readSqlmapLog,
};

async function* readSqlmapLog(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const reading = new SqlmapReading(() => givenTarget(context.target));
  for await (const { text } of numberedLines(pieces)) yield* reading.take(stripControls(text).trimEnd());
  yield* reading.end();
}

/** One parameter, with each technique that worked on it. */
interface InjectionPoint {
  readonly parameter: string;
  readonly endpoint: ObservedEndpoint;
  readonly lines: string[];
  readonly titles: string[];
}

class SqlmapReading {
  private page: ObservedEndpoint | undefined;
  private inPoints = false;
  private point: InjectionPoint | undefined;

  constructor(private readonly targetOf: () => ObservedEndpoint) {}

  *take(line: string): Generator<ReportItem> {
    if (POINTS.test(line)) this.inPoints = true;
    else if (this.inPoints) yield* this.takePoint(line);
    const version = VERSION.exec(line)?.[1];
    if (version !== undefined) yield { type: 'run', run: { toolVersion: version } };
    const address = ADDRESS.exec(line)?.[1];
    if (address !== undefined) this.page = placeOfUrl(address) ?? this.page;
  }

  /** Points stand between two lines of dashes; what the database is follows them. */
  private *takePoint(line: string): Generator<ReportItem> {
    const parameter = PARAMETER.exec(line)?.[1];
    if (parameter !== undefined) {
      yield* this.end();
      this.point = { parameter, endpoint: this.page ?? this.targetOf(), lines: [], titles: [] };
      return;
    }
    const [, key, value] = FIELD.exec(line) ?? [];
    if (this.point !== undefined && key !== undefined) {
      if (this.point.lines.length < 200) this.point.lines.push(`${key}: ${value ?? ''}`);
      if (key === 'Title') this.point.titles.push(value ?? '');
    }
    if (line === '---' && this.point !== undefined) {
      yield* this.end();
      this.inPoints = false;
    }
  }

  *end(): Generator<ReportItem> {
    const { point } = this;
    this.point = undefined;
    if (point === undefined) return;
    const { parameter, endpoint, lines, titles } = point;
    yield {
      type: 'observation',
      observation: {
        weakness: 'http.sql-injection',
        rule: evidenceOf(titles[0] ?? 'injection point', 200) || 'injection point',
        endpoint,
        discriminator: evidenceOf(parameter, 200),
        severity: 'critical',
        evidence: evidenceOf([`Parameter: ${parameter}`, ...lines].join('\n')),
      },
    };
  }
}
