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
import {
  addCounts,
  countChange,
  NO_FINDINGS,
  type SeverityCounts,
  severityOfRank,
  severityRank,
  worstOf,
} from './severity.js';

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

/** What one run says about the coverage of one check family on one endpoint. */
export interface CoverageReport {
  readonly reporter: Reporter;
  readonly coverage: Coverage;
}

/** Most keys in one question: below the limit of SQLite for parameters. */
const LOOKUP_CHUNK = 500;

/** Writes findings, observations and coverage. Reads for screens are in finding-list.view. */
@Injectable()
export class FindingsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the reports of one run: new findings are added, known ones are joined. All or nothing. Returns how the counts of
   * the scan changed.
   */
  async store(reporter: Reporter, reports: readonly Report[]): Promise<SeverityCounts> {
    return this.database.write(async (manager) => {
      const known = await this.findKnown(manager, reporter.scanId, reports);
      const touched = new Map<string, Finding>();
      for (const { draft } of reports) {
        const before = touched.get(draft.fingerprint) ?? known.get(draft.fingerprint);
        touched.set(draft.fingerprint, before ? join(before, draft, reporter.tool) : this.open(reporter, draft));
      }
      const findings = [...touched.values()];
      await this.insertFindings(
        manager,
        findings.filter(({ fingerprint }) => !known.has(fingerprint)),
      );
      for (const finding of findings) await this.updateJoined(manager, finding, known.get(finding.fingerprint));
      await this.insertObservations(manager, reporter, reports, touched);
      return countChange(
        findings.map(({ severity }) => severity),
        [...known.values()].map(({ severity }) => severity),
      );
    });
  }

  async storeCoverage(reports: readonly CoverageReport[]): Promise<void> {
    await this.database.write(async (manager) => {
      await insertRows(
        manager,
        'coverage',
        ['id', 'scan_id', 'run_id', 'tool', 'family', 'endpoint', 'status', 'reason'],
        reports.map(({ reporter, coverage: { family, endpoint, status, reason } }) => [
          uuid(),
          reporter.scanId,
          reporter.runId,
          reporter.tool,
          family,
          JSON.stringify(endpoint),
          status,
          reason ?? null,
        ]),
      );
    });
  }

  /**
   * Takes back everything that a run reported, before it runs again; findings that nobody else saw go with it. Returns how
   * the counts of the scan changed.
   */
  async discardRun(runId: string): Promise<SeverityCounts> {
    return this.database.write(async (manager) => {
      const rows = await manager.find(ObservationEntity, { where: { runId }, select: { findingId: true } });
      await manager.delete(ObservationEntity, { runId });
      await manager.delete(CoverageEntity, { runId });
      const ids = [...new Set(rows.map(({ findingId }) => findingId))];
      let change = NO_FINDINGS;
      for (let start = 0; start < ids.length; start += LOOKUP_CHUNK) {
        change = addCounts(change, await this.recount(manager, ids.slice(start, start + LOOKUP_CHUNK)));
      }
      return change;
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
        finding.endpoint.address ?? '',
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
    if (before === undefined || JSON.stringify(before) === JSON.stringify(joined)) return;
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

  /** Brings findings in line with the observations that are left of them; those without any are deleted. */
  private async recount(manager: EntityManager, ids: readonly string[]): Promise<SeverityCounts> {
    const findings = await manager.find(FindingEntity, {
      where: { id: In([...ids]) },
      select: { id: true, severityRank: true },
    });
    const left = await this.observationsOf(manager, ids);
    const gone = findings.filter(({ id }) => !left.has(id));
    const kept = findings.flatMap(({ id }) => {
      const observations = left.get(id) ?? [];
      return observations.length === 0 ? [] : [{ id, observations }];
    });
    await manager.delete(FindingEntity, { id: In(gone.map(({ id }) => id)) });
    const ranks: number[] = [];
    for (const { id, observations } of kept) {
      const tools = sortedUnion(observations.map(({ tool }) => tool));
      const rank = Math.max(...observations.map((row) => row.severityRank));
      ranks.push(rank);
      await manager.update(FindingEntity, id, { tools, corroboration: tools.length, severityRank: rank });
    }
    return countChange(
      ranks.map(severityOfRank),
      findings.map((row) => severityOfRank(row.severityRank)),
    );
  }

  private async observationsOf(
    manager: EntityManager,
    findingIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ObservationEntity[]>> {
    const rows = await manager.find(ObservationEntity, {
      where: { findingId: In([...findingIds]) },
      select: { findingId: true, tool: true, severityRank: true },
    });
    const byFinding = new Map<string, ObservationEntity[]>();
    for (const row of rows) byFinding.set(row.findingId, [...(byFinding.get(row.findingId) ?? []), row]);
    return byFinding;
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
