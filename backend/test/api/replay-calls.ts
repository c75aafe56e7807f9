import { setTimeout as sleep } from 'node:timers/promises';
import { type FindingDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { type ReplayDto } from '../../src/replay/dto/replay.dto.js';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { readAs, scriptedTool } from './scripted-tool.js';
import { type Answer, type TestServer } from './test-server.js';

interface Identified {
  readonly id: string;
}

export const TELNET = 'net.cleartext.telnet';
export const FTP = 'net.cleartext.ftp';

/** Sees Telnet and FTP, until it is read in another way. */
export const one = scriptedTool('one', `echo see ${TELNET}; echo see ${FTP}; echo done`);

/** A parser that no longer takes FTP for anything. */
export const stricter = (tool = one) => readAs(tool, (seen) => (seen.weakness === FTP ? [] : [seen]));

/** Everything that has to do with what was seen. */
const TABLES = [
  'scans',
  'tool_runs',
  'scan_events',
  'findings',
  'sightings',
  'observations',
  'finding_changes',
  'coverage',
];

/** What tests of the replay ask of a server that may be started anew in between. */
export class ReplayCalls {
  constructor(private readonly server: () => TestServer) {}

  /** Carries out a scan; its first run is the one of interest. */
  readonly scan = async (part: object = {}): Promise<{ scan: ScanDto; run: ToolRunDto }> => {
    await sleep(5); // ids of scans sort by the millisecond
    const { id } = await this.server().startScan({ fresh: true, ...part });
    const scan = await this.server().finished(id);
    const [run] = await this.server().runs(id);
    if (run === undefined) throw new Error('the scan has no run');
    return { scan, run };
  };

  readonly preview = <Body = ReplayDto>({ id }: Identified): Promise<Answer<Body>> =>
    this.server().post<Body>(`/runs/${id}/replay`);

  readonly apply = <Body = ReplayDto>({ id }: Identified, previewDigest: string): Promise<Answer<Body>> =>
    this.server().post<Body>(`/runs/${id}/replay/apply`, { previewDigest, by: 'Anna' });

  /** Previews and applies. */
  readonly replay = async (run: Identified): Promise<ReplayDto> => {
    const { body } = await this.preview(run);
    const answer = await this.apply(run, body.previewDigest);
    if (answer.status !== 200) throw new Error(`not applied: ${answer.text}`);
    return answer.body;
  };

  readonly findingsOf = async ({ id }: Identified): Promise<readonly FindingDto[]> =>
    (await this.server().get<FindingPageDto>(`/scans/${id}/findings`)).body.items;

  /** Does to the data what the API cannot do. */
  readonly change = (statement: string): Promise<unknown> =>
    this.server().database.write((manager) => manager.query(statement));

  readonly rows = <Row>(statement: string): Promise<readonly Row[]> =>
    this.server().database.read((manager) => manager.query<readonly Row[]>(statement));

  /** Every row that may change. */
  readonly everything = (): Promise<unknown> => Promise.all(TABLES.map((table) => this.rows(`SELECT * FROM ${table}`)));
}
