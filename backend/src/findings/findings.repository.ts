import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../platform/clock.js';
import { insertRows } from '../platform/database/bulk-insert.js';
import { Database } from '../platform/database/database.js';
import { CoverageEntity } from './coverage.entity.js';
import { type Coverage } from './coverage.js';
import { type Joined, type Word } from './finding-join.js';
import { changesOfStanding } from './finding-change.js';
import {
  CHANGE_COLUMNS,
  changeCells,
  CHANGING_FINDING_COLUMNS,
  FINDING_COLUMNS,
  findingCells,
  SIGHTING_COLUMNS,
  sightingCells,
} from './finding-rows.js';
import { type Finding, type FindingDraft, type Sighting } from './finding.js';
import { saidAsPart } from './identity/identity-parts.js';
import { partsFor } from './identity/identity-parts.repository.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { joiningOf, type Late } from './late-word.js';
import { ObservationEntity } from './observation.entity.js';
import { type Observation } from './observation.js';
import { countChange, NO_FINDINGS, type SeverityCounts, severityOfRank, severityRank } from './severity.js';
import { SightingEntity, sightingFromRow } from './sighting.entity.js';
import { SightingRepair } from './sighting-repair.repository.js';

/** The run that reports. */
export interface Reporter {
  readonly scanId: string;
  readonly runId: string;
  readonly tool: string;
  /** Present when it tells later than it saw. */
  readonly late?: Late;
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

/** What is known before a run reports. */
interface Known {
  /** By fingerprint. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Those of the scan that reports, by the id of their finding. */
  readonly sightings: ReadonlyMap<string, Sighting>;
}

/** Writes findings, sightings, observations and coverage. Reads for screens are in finding-list.view. */
@Injectable()
export class FindingsRepository {
  constructor(
    private readonly database: Database,
    private readonly repair: SightingRepair,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the reports of one run: new findings are added, known ones are joined. All or nothing. Returns how the counts of
   * the scan changed.
   */
  async store(reporter: Reporter, reports: readonly Report[]): Promise<SeverityCounts> {
    const at = reporter.late?.seenAt ?? this.clock.now().toISOString();
    const word: Word = { scanId: reporter.scanId, tool: reporter.tool, at };
    const { opened, joined } = joiningOf(reporter.late);
    return this.database.write(async (manager) => {
      const own = [...new Set(reports.map(({ draft }) => draft.fingerprint))];
      const parts = await partsFor(manager, reporter.tool, own);
      const placeOf = (fingerprint: string): string => parts.get(fingerprint)?.into ?? fingerprint;
      const known = await this.findKnown(manager, reporter.scanId, [...new Set(own.map(placeOf))]);
      const touched = new Map<string, Joined>();
      for (const { draft } of reports) {
        const fingerprint = placeOf(draft.fingerprint);
        const before = touched.get(fingerprint);
        const finding = before?.finding ?? known.findings.get(fingerprint);
        const sighting = before?.sighting ?? (finding === undefined ? undefined : known.sightings.get(finding.id));
        const part = parts.get(draft.fingerprint);
        const said = part === undefined ? draft : saidAsPart(part, finding, draft);
        const now = finding === undefined ? opened(uuid(), said, word) : joined(finding, sighting, said, word);
        touched.set(fingerprint, now);
      }
      await this.storeChanged(manager, word, known, [...touched.values()]);
      await this.insertObservations(manager, reporter, reports, ({ fingerprint }) => touched.get(placeOf(fingerprint)));
      return countChange(
        [...touched.values()].map(({ sighting }) => sighting.severity),
        [...touched.values()].flatMap(({ finding }) => known.sightings.get(finding.id)?.severity ?? []),
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
  async discardRun({ scanId, runId }: Pick<Reporter, 'scanId' | 'runId'>): Promise<SeverityCounts> {
    return this.database.write(async (manager) => {
      const rows = await manager.find(ObservationEntity, { where: { runId }, select: { findingId: true } });
      await manager.delete(ObservationEntity, { runId });
      await manager.delete(CoverageEntity, { runId });
      return this.repair.recount(manager, scanId, [...new Set(rows.map(({ findingId }) => findingId))]);
    });
  }

  /** Brings findings in line after a scan was deleted; those that no other scan has seen go. Inside of that transaction. */
  async forgetScan(scanId: string): Promise<void> {
    await this.database.write(async (manager) => {
      const rows = await manager.find(FindingEntity, { where: { lastScanId: scanId }, select: { id: true } });
      await this.repair.settleOnNewest(
        manager,
        rows.map(({ id }) => id),
      );
    });
  }

  /** How many findings of each severity a scan has. */
  async countBySeverity(scanId: string): Promise<SeverityCounts> {
    return this.database.read(async (manager) => {
      const rows = await manager
        .createQueryBuilder(SightingEntity, 'sighting')
        .select('sighting.severityRank', 'rank')
        .addSelect('COUNT(*)', 'count')
        .where('sighting.scanId = :scanId', { scanId })
        .groupBy('sighting.severityRank')
        .getRawMany<{ rank: number; count: number | string }>();
      const counts = rows.map(({ rank, count }) => [severityOfRank(rank), Number(count)] as const);
      return { ...NO_FINDINGS, ...Object.fromEntries(counts) };
    });
  }

  /** How many findings of a scan no other scan has seen. */
  async countNew(scanId: string): Promise<number> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(SightingEntity, 'sighting')
        .where('sighting.scanId = :scanId', { scanId })
        .andWhere((query) => {
          const other = query
            .subQuery()
            .select('1')
            .from(SightingEntity, 'other')
            .where('other.findingId = sighting.findingId AND other.scanId <> :scanId', { scanId });
          return `NOT EXISTS ${other.getQuery()}`;
        })
        .getCount(),
    );
  }

  private async findKnown(manager: EntityManager, scanId: string, fingerprints: readonly string[]): Promise<Known> {
    const findings = new Map<string, Finding>();
    const sightings = new Map<string, Sighting>();
    for (let start = 0; start < fingerprints.length; start += LOOKUP_CHUNK) {
      const chunk = fingerprints.slice(start, start + LOOKUP_CHUNK);
      const rows = await manager.find(FindingEntity, { where: { fingerprint: In(chunk) } });
      for (const row of rows) findings.set(row.fingerprint, findingFromRow(row));
      const ids = rows.map(({ id }) => id);
      const seen =
        ids.length === 0 ? [] : await manager.find(SightingEntity, { where: { scanId, findingId: In(ids) } });
      for (const row of seen) sightings.set(row.findingId, sightingFromRow(row));
    }
    return { findings, sightings };
  }

  private async storeChanged(
    manager: EntityManager,
    { scanId, at }: Word,
    known: Known,
    all: readonly Joined[],
  ): Promise<void> {
    const changed = all.filter(({ finding }) => !same(known.findings.get(finding.fingerprint), finding));
    await insertRows(
      manager,
      'findings',
      FINDING_COLUMNS,
      changed.map(({ finding }) => findingCells(finding)),
      { onConflict: { key: ['id'], update: CHANGING_FINDING_COLUMNS } },
    );
    await insertRows(
      manager,
      'finding_changes',
      CHANGE_COLUMNS,
      changed.flatMap(({ finding: { id, fingerprint, standing } }) => {
        const before = known.findings.get(fingerprint);
        if (before === undefined) return [];
        return changesOfStanding(id, before.standing, standing, { scanId, at }).map(changeCells);
      }),
    );
    const seen = all.filter(({ finding, sighting }) => !same(known.sightings.get(finding.id), sighting));
    await insertRows(
      manager,
      'sightings',
      SIGHTING_COLUMNS,
      seen.map(({ finding, sighting }) => sightingCells(finding.id, sighting)),
      { onConflict: { key: ['scan_id', 'finding_id'], update: ['severity_rank', 'corroboration', 'tools'] } },
    );
  }

  private async insertObservations(
    manager: EntityManager,
    { scanId, runId, tool }: Reporter,
    reports: readonly Report[],
    joinedOf: (draft: FindingDraft) => Joined | undefined,
  ): Promise<void> {
    const now = this.clock.now().toISOString();
    await insertRows(
      manager,
      'observations',
      [
        'id',
        'finding_id',
        'scan_id',
        'run_id',
        'tool',
        'rule',
        'severity_rank',
        'tool_severity',
        'evidence',
        'observed_at',
        'own_fingerprint',
      ],
      reports.flatMap(({ observation, draft }) => {
        const finding = joinedOf(draft)?.finding;
        if (finding === undefined) return [];
        const own = draft.fingerprint === finding.fingerprint ? '' : draft.fingerprint;
        const { rule, toolSeverity, evidence } = observation;
        const said = [severityRank(draft.severity), toolSeverity ?? null, evidence, now, own];
        return [[uuid(), finding.id, scanId, runId, tool, rule, ...said]];
      }),
      { onConflict: 'ignore' }, // a rule that fires twice on one finding is one observation
    );
  }
}

function same(before: object | undefined, after: object): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
