import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { insertRows } from '../../platform/database/bulk-insert.js';
import { Database } from '../../platform/database/database.js';
import { type FindingChange } from '../finding-change.js';
import {
  CHANGE_COLUMNS,
  changeCells,
  CHANGING_FINDING_COLUMNS,
  FINDING_COLUMNS,
  findingCells,
} from '../finding-rows.js';
import { type Finding } from '../finding.js';
import { FindingEntity, findingFromRow } from '../finding.entity.js';
import { type Severity, severityOfRank } from '../severity.js';
import { SightingEntity } from '../sighting.entity.js';
import { type Decided, type Decision } from './decision.js';
import { TriagedFindingEntity, TriageEntity } from './triage.entity.js';

/** One decision for several findings. */
export interface TriageRecord {
  readonly id: string;
  readonly decidedAt: string;
  readonly decidedBy: string;
  /** What the findings were selected by; absent when they were named one by one. */
  readonly query?: string;
  readonly decision: Decision;
  /** How many findings it changed. */
  readonly changed: number;
  readonly undoneAt?: string;
  readonly undoneBy?: string;
}

/** A finding with how bad the scan says that saw it last, whatever a person has set. */
export interface SeenFinding {
  readonly finding: Finding;
  readonly seenSeverity: Severity;
}

/** What a decision changed of one finding. */
export interface TriagedFinding {
  readonly finding: Finding;
  readonly before: Decided;
  readonly after: Decided;
}

/** Below the limit of SQLite for parameters, and quick enough to leave room for others. */
const PORTION = 500;

/** Stores what people decide. Everything in here runs inside of `database.write`. */
@Injectable()
export class TriageRepository {
  constructor(private readonly database: Database) {}

  /** These findings, portion by portion; ids that are none are left out. */
  async *findingsOf(ids: readonly string[]): AsyncGenerator<readonly SeenFinding[]> {
    for (let start = 0; start < ids.length; start += PORTION) {
      const portion = ids.slice(start, start + PORTION);
      yield await this.database.read(async (manager) => {
        const rows = await manager.find(FindingEntity, { where: { id: In(portion) } });
        return withSeenSeverity(manager, rows.map(findingFromRow));
      });
    }
  }

  /** Findings whose risk was accepted until this moment or earlier. */
  async acceptedUntil(moment: string): Promise<readonly string[]> {
    const rows = await this.database.read((manager) =>
      manager.find(FindingEntity, {
        where: { acceptedUntil: LessThanOrEqual(moment), state: 'accepted_risk' },
        select: { id: true },
      }),
    );
    return rows.map(({ id }) => id);
  }

  async store(findings: readonly Finding[], changes: readonly FindingChange[]): Promise<void> {
    await this.database.write(async (manager) => {
      const onConflict = { key: ['id'], update: CHANGING_FINDING_COLUMNS };
      await insertRows(manager, 'findings', FINDING_COLUMNS, findings.map(findingCells), { onConflict });
      await insertRows(manager, 'finding_changes', CHANGE_COLUMNS, changes.map(changeCells));
    });
  }

  async add(triage: TriageRecord): Promise<void> {
    await this.database.write((manager) =>
      manager.insert(TriageEntity, { ...triage, query: triage.query ?? null, undoneAt: null, undoneBy: null }),
    );
  }

  /** Remembers what a decision changed, so that it can be undone. */
  async remember(triageId: string, triaged: readonly TriagedFinding[]): Promise<void> {
    await this.database.write((manager) =>
      insertRows(
        manager,
        'triaged_findings',
        ['triage_id', 'finding_id', 'before', 'after'],
        triaged.map(({ finding, before, after }) => [
          triageId,
          finding.id,
          JSON.stringify(before),
          JSON.stringify(after),
        ]),
      ),
    );
  }

  async find(id: string): Promise<TriageRecord | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(TriageEntity, { id }));
    return row === null ? undefined : recordOf(row);
  }

  /** The newest decisions for several findings. */
  async latest(limit: number): Promise<readonly TriageRecord[]> {
    const rows = await this.database.read((manager) =>
      manager.find(TriageEntity, { order: { id: 'DESC' }, take: limit }),
    );
    return rows.map(recordOf);
  }

  async update(id: string, change: Partial<TriageRecord>): Promise<void> {
    const { changed, undoneAt, undoneBy } = change;
    await this.database.write((manager) =>
      manager.update(TriageEntity, id, {
        ...(changed === undefined ? {} : { changed }),
        ...(undoneAt === undefined ? {} : { undoneAt }),
        ...(undoneBy === undefined ? {} : { undoneBy }),
      }),
    );
  }

  /** What a decision changed, portion by portion; findings that are gone meanwhile are left out. */
  async *triagedBy(triageId: string): AsyncGenerator<readonly (SeenFinding & Omit<TriagedFinding, 'finding'>)[]> {
    let after = '';
    for (;;) {
      const rows = await this.database.read((manager) =>
        manager
          .createQueryBuilder(TriagedFindingEntity, 'triaged')
          .where('triaged.triageId = :triageId AND triaged.findingId > :after', { triageId, after })
          .orderBy('triaged.findingId', 'ASC')
          .limit(PORTION)
          .getMany(),
      );
      if (rows.length === 0) return;
      after = rows.at(-1)?.findingId ?? '';
      const decisions = new Map(rows.map((row) => [row.findingId, row]));
      for await (const seen of this.findingsOf([...decisions.keys()])) {
        yield seen.flatMap((entry) => {
          const row = decisions.get(entry.finding.id);
          return row === undefined ? [] : [{ ...entry, before: row.before, after: row.after }];
        });
      }
    }
  }
}

function recordOf({ query, undoneAt, undoneBy, ...row }: TriageEntity): TriageRecord {
  return {
    ...row,
    ...(query === null ? {} : { query }),
    ...(undoneAt === null ? {} : { undoneAt }),
    ...(undoneBy === null ? {} : { undoneBy }),
  };
}

async function withSeenSeverity(manager: EntityManager, findings: readonly Finding[]): Promise<SeenFinding[]> {
  const overridden = findings.filter(({ triage }) => triage.override !== undefined).map(({ id }) => id);
  const rows =
    overridden.length === 0 ? [] : await manager.find(SightingEntity, { where: { findingId: In(overridden) } });
  const ranks = new Map(rows.map((row) => [`${row.findingId} ${row.scanId}`, row.severityRank]));
  return findings.map((finding) => {
    const rank = ranks.get(`${finding.id} ${finding.lastScanId}`);
    return { finding, seenSeverity: rank === undefined ? finding.severity : severityOfRank(rank) };
  });
}
