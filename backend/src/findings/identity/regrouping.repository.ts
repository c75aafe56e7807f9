import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { insertRows } from '../../platform/database/bulk-insert.js';
import { Database } from '../../platform/database/database.js';
import { FindingChangeEntity } from '../finding-change.entity.js';
import { type FindingChange } from '../finding-change.js';
import { FindingEntity, findingFromRow } from '../finding.entity.js';
import {
  CHANGE_COLUMNS,
  changeCells,
  CHANGING_FINDING_COLUMNS,
  FINDING_COLUMNS,
  findingCells,
  SIGHTING_COLUMNS,
  sightingCells,
} from '../finding-rows.js';
import { type Finding, type Sighting } from '../finding.js';
import { ObservationEntity } from '../observation.entity.js';
import { countChange, type Severity, type SeverityCounts, severityOfRank } from '../severity.js';
import { SightingEntity, sightingFromRow } from '../sighting.entity.js';
import { type JoinMemory } from './identity-decision.entity.js';
import { SightingRepair } from '../sighting-repair.repository.js';

/** How the counts of scans changed, by the id of the scan. */
export type CountChanges = ReadonlyMap<string, SeverityCounts>;

/** Which observations move from one finding to another. */
export interface Moved {
  readonly from: Pick<Finding, 'id' | 'fingerprint'>;
  readonly to: Pick<Finding, 'id' | 'fingerprint'>;
  /** Only those of this tool. */
  readonly tool?: string;
}

/** Puts observations and histories into other findings, and brings the sightings in line. Everything inside of `database.write`. */
@Injectable()
export class RegroupingRepository {
  constructor(
    private readonly database: Database,
    private readonly repair: SightingRepair,
  ) {}

  async findingsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Finding>> {
    const rows = await this.database.read((manager) => manager.find(FindingEntity, { where: { id: In([...ids]) } }));
    return new Map(rows.map((row) => [row.id, findingFromRow(row)]));
  }

  /** A finding as it is, with its history, and the one that it becomes part of: what is needed to bring both back. */
  async remember(id: string, keptId: string): Promise<Omit<JoinMemory, 'parts'>> {
    return this.database.read(async (manager) => {
      const kept = await manager.findOneByOrFail(FindingEntity, { id: keptId });
      const finding = await manager.findOneByOrFail(FindingEntity, { id });
      const changes = await manager.find(FindingChangeEntity, { where: { findingId: id }, select: { id: true } });
      const sightings = await manager.find(SightingEntity, { where: { findingId: id } });
      const seen = sightings.map(({ scanId, seenAt }) => ({ scanId, seenAt }));
      return { finding, kept, changes: changes.map((change) => change.id), seen };
    });
  }

  /** Brings a finding back. */
  async restore({ finding, changes }: JoinMemory): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.insert(FindingEntity, finding);
      for (const id of changes) await manager.update(FindingChangeEntity, { id }, { findingId: finding.id });
    });
  }

  /** Lets a finding that was brought back be seen when it was; its sightings have to be counted then. */
  async restoreSightings({ finding, seen }: JoinMemory, kept: Finding): Promise<void> {
    await this.database.write(async (manager) => {
      const left = new Map((await sightingsOf(manager, [kept.id])).map((row) => [row.scanId, row]));
      const rows = seen.flatMap(({ scanId, seenAt }) => {
        const like = left.get(scanId); // none when the scan was deleted
        return like === undefined ? [] : [sightingCells(finding.id, { ...sightingFromRow(like), seenAt })];
      });
      await insertRows(manager, 'sightings', SIGHTING_COLUMNS, rows);
    });
  }

  /** Lets the history of one finding be that of another. */
  async moveHistory(fromId: string, toId: string): Promise<void> {
    await this.database.write((manager) =>
      manager.update(FindingChangeEntity, { findingId: fromId }, { findingId: toId }),
    );
  }

  /** An observation keeps the fingerprint that it has by itself, so that it can go back. */
  async move({ from, to, tool }: Moved): Promise<void> {
    await this.database.write(async (manager) => {
      const query = moving(manager, from, to);
      if (tool !== undefined) query.andWhere('tool = :tool', { tool });
      await query.execute();
    });
  }

  /** Moves those that belong to the other finding by themselves, or because people have said so of them. */
  async moveWhatBelongs({ from, to }: Pick<Moved, 'from' | 'to'>): Promise<void> {
    await this.database.write(async (manager) => {
      const own = "CASE own_fingerprint WHEN '' THEN :fromFingerprint ELSE own_fingerprint END";
      const partOf = (tool: string): string =>
        `(SELECT into_fingerprint FROM identity_parts WHERE fingerprint = ${own} AND identity_parts.tool = ${tool})`;
      await moving(manager, from, to)
        .andWhere(`COALESCE(${partOf('observations.tool')}, ${partOf("''")}, ${own}) = :toFingerprint`)
        .execute();
    });
  }

  async findingWith(fingerprint: string): Promise<Finding | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(FindingEntity, { fingerprint }));
    return row === null ? undefined : findingFromRow(row);
  }

  /**
   * Does something that moves observations between two findings, then counts the sightings of both anew in each of their scans.
   * A finding that nobody has seen any more is deleted.
   */
  async regroup(ids: readonly [string, string], work: () => Promise<void>): Promise<CountChanges> {
    return this.database.write(async (manager) => {
      const before = await sightingsOf(manager, ids);
      const scans = new Map(before.map((row) => [row.scanId, row]));
      await work();
      for (const id of ids) await addMissing(manager, id, scans);
      for (const scanId of scans.keys()) await this.repair.recount(manager, scanId, ids);
      await this.repair.settleOnNewest(manager, ids);
      const after = await sightingsOf(manager, ids);
      return new Map(
        [...scans.keys()].map((scanId) => [
          scanId,
          countChange(severitiesIn(scanId, after), severitiesIn(scanId, before)),
        ]),
      );
    });
  }

  async newestSightingOf(findingId: string): Promise<Sighting | undefined> {
    const row = await this.database.read((manager) =>
      manager.findOne(SightingEntity, { where: { findingId }, order: { scanId: 'DESC' } }),
    );
    return row === null ? undefined : sightingFromRow(row);
  }

  /** Tools with observations of a finding, and the fingerprints that these have by themselves. */
  async wordsOf({ id, fingerprint }: Finding): Promise<readonly { readonly tool: string; readonly own: string }[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ObservationEntity, 'observation')
        .select('observation.tool', 'tool')
        .addSelect('observation.ownFingerprint', 'own')
        .where('observation.findingId = :id', { id })
        .distinct(true)
        .getRawMany<{ tool: string; own: string }>(),
    );
    return rows.map(({ tool, own }) => ({ tool, own: own === '' ? fingerprint : own }));
  }

  async storeFinding(finding: Finding, changes: readonly FindingChange[]): Promise<void> {
    const onConflict = { key: ['id'], update: [...CHANGING_FINDING_COLUMNS, 'first_seen_at'] };
    await this.database.write((manager) =>
      insertRows(manager, 'findings', FINDING_COLUMNS, [findingCells(finding)], { onConflict }),
    );
    await this.tell(changes);
  }

  async tell(changes: readonly FindingChange[]): Promise<void> {
    await this.database.write((manager) =>
      insertRows(manager, 'finding_changes', CHANGE_COLUMNS, changes.map(changeCells)),
    );
  }
}

function moving(manager: EntityManager, from: Moved['from'], to: Moved['to']) {
  return manager
    .createQueryBuilder()
    .update(ObservationEntity)
    .set({
      findingId: to.id,
      ownFingerprint: () =>
        "CASE own_fingerprint WHEN '' THEN :fromFingerprint WHEN :toFingerprint THEN '' ELSE own_fingerprint END",
    })
    .where('finding_id = :fromId', { fromId: from.id })
    .setParameters({ fromFingerprint: from.fingerprint, toFingerprint: to.fingerprint });
}

/** A scan that has observations of a finding has a sighting of it; what it says is counted afterwards. */
async function addMissing(
  manager: EntityManager,
  findingId: string,
  scans: ReadonlyMap<string, SightingEntity>,
): Promise<void> {
  const observed = await manager
    .createQueryBuilder(ObservationEntity, 'observation')
    .select('observation.scanId', 'scanId')
    .where('observation.findingId = :findingId', { findingId })
    .distinct(true)
    .getRawMany<{ scanId: string }>();
  const rows = observed.flatMap(({ scanId }) => {
    const like = scans.get(scanId);
    return like === undefined ? [] : [sightingCells(findingId, sightingFromRow(like))];
  });
  await insertRows(manager, 'sightings', SIGHTING_COLUMNS, rows, { onConflict: 'ignore' });
}

function sightingsOf(manager: EntityManager, ids: readonly string[]): Promise<SightingEntity[]> {
  return manager.find(SightingEntity, { where: { findingId: In([...ids]) } });
}

function severitiesIn(scanId: string, sightings: readonly SightingEntity[]): Severity[] {
  return sightings.filter((row) => row.scanId === scanId).map((row) => severityOfRank(row.severityRank));
}
