import { type CoverageDto } from '../../src/findings/dto/coverage.dto.js';
import { type FindingDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { type NewScanDto } from '../../src/scans/dto/new-scan.dto.js';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { type ToolRunDto } from '../../src/scans/dto/tool-run.dto.js';
import { type RunningServer } from './running-server.js';

/** Everything that a scan left, read through the API. */
export interface FinishedScan {
  readonly scan: ScanDto;
  readonly runs: readonly ToolRunDto[];
  readonly findings: readonly FindingDto[];
  readonly coverage: readonly CoverageDto[];
}

/** What a test asks for; the rest has defaults. */
export type ScanOrder = Pick<NewScanDto, 'target'> & Partial<Pick<NewScanDto, 'profile' | 'tools' | 'ports'>>;

const POLL_MS = 250;
const UNFINISHED: readonly ScanDto['state'][] = ['queued', 'running', 'cancelling'];

/** Starts a scan, authorised by the laboratory, and reads it once it has finished. @throws Error when it was refused */
export async function finishedScan(server: RunningServer, order: ScanOrder): Promise<FinishedScan> {
  const authorisation = { authorisedBy: 'Laboratory', note: 'Servers that these tests start themselves.' };
  const { status, body } = await server.request<ScanDto>('POST', '/scans', { ...order, authorisation });
  if (status !== 202) throw new Error(`POST /scans answered ${status}: ${JSON.stringify(body)}`);

  const scan = await untilFinished(server, body.id);
  const [runs, coverage, findings] = await Promise.all([
    server.get<{ items: ToolRunDto[] }>(`/scans/${scan.id}/runs`),
    server.get<{ items: CoverageDto[] }>(`/scans/${scan.id}/coverage`),
    allFindings(server, scan.id),
  ]);
  return { scan, runs: runs.items, coverage: coverage.items, findings };
}

/** The findings of one weakness. */
export function findingsOf({ findings }: FinishedScan, weakness: string): readonly FindingDto[] {
  return findings.filter((finding) => finding.weakness === weakness);
}

/** Families that one tool checked in full. */
export function provenFamilies({ coverage }: FinishedScan, tool?: string): readonly string[] {
  return coverage
    .filter((entry) => entry.status === 'ran' && (tool === undefined || entry.tool === tool))
    .map(({ family }) => family);
}

async function untilFinished(server: RunningServer, id: string): Promise<ScanDto> {
  for (;;) {
    const scan = await server.get<ScanDto>(`/scans/${id}`);
    if (!UNFINISHED.includes(scan.state)) return scan;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function allFindings(server: RunningServer, scanId: string): Promise<FindingDto[]> {
  const findings: FindingDto[] = [];
  let token: string | undefined;
  do {
    const query = token === undefined ? '' : `&pageToken=${encodeURIComponent(token)}`;
    const page = await server.get<FindingPageDto>(`/scans/${scanId}/findings?limit=200${query}`);
    findings.push(...page.items);
    token = page.nextPageToken;
  } while (token !== undefined);
  return findings;
}
