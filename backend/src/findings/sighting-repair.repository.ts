import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Sighting, sortedUnion } from './finding.js';
import { FindingEntity } from './finding.entity.js';
import { ObservationEntity } from './observation.entity.js';
import { addCounts, countChange, NO_FINDINGS, type SeverityCounts, severityOfRank, severityRank } from './severity.js';
import { SightingEntity, sightingFromRow } from './sighting.entity.js';

/** Most keys in one question: below the limit of SQLite for parameters. */
const LOOKUP_CHUNK = 500;

/** Brings sightings and findings in line with the observations that are left. */
@Injectable()
export class SightingRepair {
  /** Counts the observations of these findings in a scan anew. Returns how the counts of the scan changed. */
  async recount(manager: EntityManager, scanId: string, findingIds: readonly string[]): Promise<SeverityCounts> {
    let change = NO_FINDINGS;
    for (const ids of chunksOf(findingIds)) {
      change = addCounts(change, await this.recountChunk(manager, scanId, ids));
    }
    return change;
  }

  /** Lets findings say what their newest sighting says; those without any are deleted. */
  async settleOnNewest(manager: EntityManager, findingIds: readonly string[]): Promise<void> {
    for (const ids of chunksOf(findingIds)) {
      const newest = await this.newestOf(manager, ids);
      await manager.delete(FindingEntity, { id: In(ids.filter((id) => !newest.has(id))) });
      for (const [id, sighting] of newest) await this.settle(manager, id, sighting);
    }
  }

  private async recountChunk(manager: EntityManager, scanId: string, ids: readonly string[]): Promise<SeverityCounts> {
    const before = await manager.find(SightingEntity, { where: { scanId, findingId: In([...ids]) } });
    const left = await this.observationsOf(manager, scanId, ids);
    const after: number[] = [];
    const gone = ids.filter((id) => !left.has(id));
    await manager.delete(SightingEntity, { scanId, findingId: In(gone) });
    for (const [findingId, observations] of left) {
      const tools = sortedUnion(observations.map(({ tool }) => tool));
      const rank = Math.max(...observations.map((row) => row.severityRank));
      after.push(rank);
      const change = { tools, corroboration: tools.length, severityRank: rank };
      await manager.update(SightingEntity, { scanId, findingId }, change);
    }
    const mine = await manager.find(FindingEntity, {
      where: { id: In([...ids]), lastScanId: scanId },
      select: { id: true },
    });
    await this.settleOnNewest(
      manager,
      mine.map(({ id }) => id),
    );
    return countChange(
      after.map(severityOfRank),
      before.map((row) => severityOfRank(row.severityRank)),
    );
  }

  private async settle(manager: EntityManager, id: string, sighting: Sighting): Promise<void> {
    const { scanId, seenAt, tools, corroboration, severity } = sighting;
    await manager.update(FindingEntity, id, {
      severityRank: () => `COALESCE(override_rank, ${severityRank(severity)})`,
      tools: [...tools],
      corroboration,
      lastScanId: scanId,
      lastSeenAt: seenAt,
    });
  }

  private async newestOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Sighting>> {
    const rows = await manager.find(SightingEntity, { where: { findingId: In([...ids]) }, order: { scanId: 'ASC' } });
    return new Map(rows.map((row) => [row.findingId, sightingFromRow(row)]));
  }

  private async observationsOf(
    manager: EntityManager,
    scanId: string,
    findingIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ObservationEntity[]>> {
    const rows = await manager.find(ObservationEntity, {
      where: { scanId, findingId: In([...findingIds]) },
      select: { findingId: true, tool: true, severityRank: true },
    });
    const byFinding = new Map<string, ObservationEntity[]>();
    for (const row of rows) byFinding.set(row.findingId, [...(byFinding.get(row.findingId) ?? []), row]);
    return byFinding;
  }
}

function* chunksOf(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += LOOKUP_CHUNK) yield ids.slice(start, start + LOOKUP_CHUNK);
}
