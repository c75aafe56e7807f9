import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../platform/clock.js';
import { insertRows } from '../platform/database/bulk-insert.js';
import { Database } from '../platform/database/database.js';
import { CoverageEntity } from './coverage.entity.js';
import { type Coverage } from './coverage.js';
import { type Finding, type FindingDraft, sortedUnion } from './finding.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { ObservationEntity } from './observation.entity.js';
import { type Observation } from './observation.js';
import { NO_FINDINGS, type SeverityCounts, severityOfRank, severityRank, worstOf } from './severity.js';

/** The run that reports. */
export interface Reporter {
  readonly scanId: string;
  readonly runId: string;
  readonly tool: string;
}

/** One observation with the finding it stands for. */
export interface Report {
  readonly observation: Observation;
  readonly draft: FindingDraft;
}

/** Most fingerprints in one question: below the limit of SQLite for parameters. */
const LOOKUP_CHUNK = 500;

/** Writes findings, observations and coverage. Reads for screens are in finding-list.view. */
@Injectable()
export class FindingsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Stores the reports of one run: new findings are added, known ones are joined. All or nothing. */
  async store(reporter: Reporter, reports: readonly Report[]): Promise<void> {
    await this.database.write(async (manager) => {
      const known = await this.findKnown(manager, reporter.scanId, reports);
      const touched = new Map<string, Finding>();
      const added = new Set<string>();
      for (const { draft } of reports) {
        const before = touched.get(draft.fingerprint) ?? known.get(draft.fingerprint);
        if (before === undefined) added.add(draft.fingerprint);
        touched.set(draft.fingerprint, before ? join(before, draft, reporter.tool) : this.open(reporter, draft));
      }
      await this.insertFindings(
        manager,
        [...touched.values()].filter(({ fingerprint }) => added.has(fingerprint)),
      );
      for (const [fingerprint, finding] of touched) {
        if (!added.has(fingerprint)) await this.updateJoined(manager, finding, known.get(fingerprint));
      }
      await this.insertObservations(manager, reporter, reports, touched);
    });
  }

  async storeCoverage(reporter: Reporter, coverage: readonly Coverage[]): Promise<void> {
    const { scanId, runId, tool } = reporter;
    await this.database.write(async (manager) => {
      await insertRows(
        manager,
        'coverage',
        ['id', 'scan_id', 'run_id', 'tool', 'family', 'endpoint', 'status', 'reason'],
        coverage.map(({ family, endpoint, status, reason }) => [
          uuid(),
          scanId,
          runId,
          tool,
          family,
          JSON.stringify(endpoint),
          status,
          reason ?? null,
        ]),
      );
    });
  }

  /** Takes back everything that a run reported, before it runs again; findings that nobody else saw go with it. */
  async discardRun(runId: string): Promise<void> {
    await this.database.write(async (manager) => {
      const rows = await manager.find(ObservationEntity, { where: { runId }, select: { findingId: true } });
      await manager.delete(ObservationEntity, { runId });
      await manager.delete(CoverageEntity, { runId });
      for (const findingId of new Set(rows.map((row) => row.findingId))) await this.recount(manager, findingId);
    });
  }

  /** How many findings of each severity a scan has. */
  async countBySeverity(scanId: string): Promise<SeverityCounts> {
    return this.database.read(async (manager) => {
      const rows = await manager
        .createQueryBuilder(FindingEntity, 'finding')
        .select('finding.severityRank', 'rank')
        .addSelect('COUNT(*)', 'count')
        .where('finding.scanId = :scanId', { scanId })
        .groupBy('finding.severityRank')
        .getRawMany<{ rank: number; count: number | string }>();
      const counts = rows.map(({ rank, count }) => [severityOfRank(rank), Number(count)] as const);
      return { ...NO_FINDINGS, ...Object.fromEntries(counts) };
    });
  }

  private async findKnown(
    manager: EntityManager,
    scanId: string,
    reports: readonly Report[],
  ): Promise<ReadonlyMap<string, Finding>> {
    const fingerprints = [...new Set(reports.map(({ draft }) => draft.fingerprint))];
    const known = new Map<string, Finding>();
    for (let start = 0; start < fingerprints.length; start += LOOKUP_CHUNK) {
      const chunk = fingerprints.slice(start, start + LOOKUP_CHUNK);
      const rows = await manager.find(FindingEntity, { where: { scanId, fingerprint: In(chunk) } });
      for (const row of rows) known.set(row.fingerprint, findingFromRow(row));
    }
    return known;
  }

  private open({ scanId, tool }: Reporter, draft: FindingDraft): Finding {
    return {
      ...draft,
      id: uuid(),
      scanId,
      corroboration: 1,
      tools: [tool],
      firstSeenAt: this.clock.now().toISOString(),
    };
  }

  private async insertFindings(manager: EntityManager, findings: readonly Finding[]): Promise<void> {
    await insertRows(
      manager,
      'findings',
      [
        'id',
        'scan_id',
        'fingerprint',
        'weakness',
        'title',
        'severity_rank',
        'host',
        'address',
        'port',
        'transport',
        'protocol',
        'path',
        'discriminator',
        'description',
        'remediation',
        'cwe',
        'cve',
        'reference_urls',
        'corroboration',
        'tools',
        'first_seen_at',
      ],
      findings.map((finding) => [
        finding.id,
        finding.scanId,
        finding.fingerprint,
        finding.weakness,
        finding.title,
        severityRank(finding.severity),
        finding.endpoint.host,
        finding.endpoint.address,
        finding.endpoint.port ?? null,
        finding.endpoint.transport ?? null,
        finding.endpoint.protocol ?? null,
        finding.endpoint.path ?? null,
        finding.discriminator ?? null,
        finding.description,
        finding.remediation,
        JSON.stringify(finding.cwe),
        JSON.stringify(finding.cve),
        JSON.stringify(finding.references),
        finding.corroboration,
        JSON.stringify(finding.tools),
        finding.firstSeenAt,
      ]),
    );
  }

  private async updateJoined(manager: EntityManager, joined: Finding, before: Finding | undefined): Promise<void> {
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(joined)) return;
    await manager.update(FindingEntity, joined.id, {
      severityRank: severityRank(joined.severity),
      cwe: [...joined.cwe],
      cve: [...joined.cve],
      referenceUrls: [...joined.references],
      corroboration: joined.corroboration,
      tools: [...joined.tools],
    });
  }

  private async insertObservations(
    manager: EntityManager,
    { runId, tool }: Reporter,
    reports: readonly Report[],
    findings: ReadonlyMap<string, Finding>,
  ): Promise<void> {
    const now = this.clock.now().toISOString();
    await insertRows(
      manager,
      'observations',
      ['id', 'finding_id', 'run_id', 'tool', 'rule', 'severity_rank', 'tool_severity', 'evidence', 'observed_at'],
      reports.flatMap(({ observation, draft }) => {
        const finding = findings.get(draft.fingerprint);
        if (finding === undefined) return [];
        const rank = severityRank(draft.severity);
        const { rule, toolSeverity, evidence } = observation;
        return [[uuid(), finding.id, runId, tool, rule, rank, toolSeverity ?? null, evidence, now]];
      }),
      { onConflict: 'ignore' }, // a rule that fires twice on one finding is one observation
    );
  }

  private async recount(manager: EntityManager, findingId: string): Promise<void> {
    const left = await manager.find(ObservationEntity, { where: { findingId } });
    if (left.length === 0) {
      await manager.delete(FindingEntity, findingId);
      return;
    }
    const tools = sortedUnion(left.map(({ tool }) => tool));
    const worst = Math.max(...left.map((row) => row.severityRank));
    await manager.update(FindingEntity, findingId, { tools, corroboration: tools.length, severityRank: worst });
  }
}

function join(finding: Finding, draft: FindingDraft, tool: string): Finding {
  const tools = sortedUnion(finding.tools, [tool]);
  return {
    ...finding,
    severity: worstOf(finding.severity, draft.severity),
    cwe: sortedUnion(finding.cwe, draft.cwe),
    cve: sortedUnion(finding.cve, draft.cve),
    references: sortedUnion(finding.references, draft.references),
    tools,
    corroboration: tools.length,
  };
}
