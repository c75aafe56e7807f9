import { Injectable } from '@nestjs/common';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { type Finding } from './finding.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { type ComparedScans, type Side } from './scan-diff.js';
import { severityOfRank } from './severity.js';
import { SightingEntity } from './sighting.entity.js';

/** Which part of two scans is asked for. */
export type DiffSide = 'only earlier' | 'only later' | 'both';

/** A finding of one or both of two scans. */
export interface ComparedFinding {
  readonly finding: Finding;
  readonly before?: Side;
  readonly after?: Side;
  /** Whether a scan before both has seen it. */
  readonly known: boolean;
}

/** Reads the findings of two scans side by side. */
@Injectable()
export class ScanDiffView {
  constructor(private readonly database: Database) {}

  /** The next findings of a side after the one with this id, in the order of their ids. */
  async portion(
    scans: ComparedScans,
    side: DiffSide,
    after: string,
    limit: number,
  ): Promise<readonly ComparedFinding[]> {
    return this.database.read(async (manager) => {
      const rows = await portionQuery(manager, scans, side)
        .andWhere('here.findingId > :after', { after })
        .limit(limit)
        .getRawAndEntities();
      const extra = rows.raw as readonly RawRow[];
      return rows.entities.map((row, at) => comparedOf(row, extra[at], side));
    });
  }
}

interface RawRow {
  readonly here_rank: number;
  readonly here_tools: string;
  readonly there_rank: number | null;
  readonly there_tools: string | null;
  readonly known: number | string | boolean;
}

function portionQuery(
  manager: EntityManager,
  { earlier, later }: ComparedScans,
  side: DiffSide,
): SelectQueryBuilder<FindingEntity> {
  const [here, there] = side === 'only later' ? [later, earlier] : [earlier, later];
  const before = manager
    .createQueryBuilder(SightingEntity, 'first')
    .select('COUNT(*)')
    .where('first.findingId = here.findingId AND first.scanId < :later AND first.scanId <> :earlier');
  return manager
    .createQueryBuilder(FindingEntity, 'finding')
    .innerJoin(SightingEntity, 'here', 'here.findingId = finding.id AND here.scanId = :here', { here })
    .leftJoin(SightingEntity, 'there', 'there.findingId = finding.id AND there.scanId = :there', { there })
    .addSelect('here.severityRank', 'here_rank')
    .addSelect('here.tools', 'here_tools')
    .addSelect('there.severityRank', 'there_rank')
    .addSelect('there.tools', 'there_tools')
    .addSelect(`(${before.getQuery()})`, 'known')
    .where(side === 'both' ? 'there.findingId IS NOT NULL' : 'there.findingId IS NULL')
    .setParameters({ earlier, later })
    .orderBy('here.findingId', 'ASC');
}

function comparedOf(row: FindingEntity, raw: RawRow | undefined, side: DiffSide): ComparedFinding {
  const finding = findingFromRow(row);
  if (raw === undefined) return { finding, known: false };
  const here = sideOf(raw.here_rank, raw.here_tools);
  const known = Number(raw.known) > 0;
  if (side === 'only earlier') return { finding: { ...finding, ...here }, before: here, known };
  if (side === 'only later') return { finding: { ...finding, ...here }, after: here, known };
  const there = sideOf(raw.there_rank ?? 0, raw.there_tools ?? '[]');
  return { finding: { ...finding, ...there }, before: here, after: there, known };
}

function sideOf(rank: number, tools: string): Side {
  return { severity: severityOfRank(rank), tools: JSON.parse(tools) as string[] };
}
