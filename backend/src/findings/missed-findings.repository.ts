import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { insertRows } from '../platform/database/bulk-insert.js';
import { Database } from '../platform/database/database.js';
import { type CoverageLine } from './absence.js';
import { CoverageEntity } from './coverage.entity.js';
import { type FindingChange } from './finding-change.js';
import {
  CHANGE_COLUMNS,
  changeCells,
  CHANGING_FINDING_COLUMNS,
  FINDING_COLUMNS,
  findingCells,
} from './finding-rows.js';
import { type Finding, type Sighting } from './finding.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { type Identity } from './fingerprint.js';
import { IdentityPartEntity } from './identity/identity-decision.entity.js';
import { ObservationEntity } from './observation.entity.js';
import { SightingEntity, sightingFromRow } from './sighting.entity.js';

/** Findings are judged in portions of this size. */
const PORTION = 500;

/** Reads what a scan did not see, and stores what that means. */
@Injectable()
export class MissedFindingsRepository {
  constructor(private readonly database: Database) {}

  /** Everything that a scan says about what was checked. */
  async coverageOf(scanId: string): Promise<readonly CoverageLine[]> {
    const rows = await this.database.read((manager) => manager.find(CoverageEntity, { where: { scanId } }));
    return rows.map(({ runId, tool, family, endpoint, status, reason }) => ({
      runId,
      tool,
      family,
      endpoint,
      status,
      ...(reason === null ? {} : { reason }),
    }));
  }

  /** The findings on a host, gone ones left out, that a scan did not see; portion by portion. */
  async *missedOn(host: string, scanId: string): AsyncGenerator<readonly Finding[]> {
    let after = '';
    for (;;) {
      const rows = await this.database.read((manager) => missedPortion(manager, host, scanId, after));
      if (rows.length === 0) return;
      after = rows.at(-1)?.id ?? '';
      yield rows.map(findingFromRow);
    }
  }

  /** Of these fingerprints, the findings that there are and whether a scan saw them. */
  async seenAmong(
    fingerprints: readonly string[],
    scanId: string,
  ): Promise<ReadonlyMap<string, Finding & { seen: boolean }>> {
    return this.database.read(async (manager) => {
      const rows = await manager.find(FindingEntity, { where: { fingerprint: In([...fingerprints]) } });
      const ids = rows.map(({ id }) => id);
      const seen = await manager.find(SightingEntity, {
        where: { scanId, findingId: In(ids) },
        select: { findingId: true },
      });
      const seenIds = new Set(seen.map(({ findingId }) => findingId));
      return new Map(rows.map((row) => [row.fingerprint, { ...findingFromRow(row), seen: seenIds.has(row.id) }]));
    });
  }

  /** Whether some of the findings that a scan saw are gone by proof. */
  async someAreGone(scanId: string): Promise<boolean> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(SightingEntity, 'sighting')
        .innerJoin(FindingEntity, 'finding', 'finding.id = sighting.findingId')
        .where("sighting.scanId = :scanId AND finding.presence = 'gone'", { scanId })
        .getExists(),
    );
  }

  /** All scans that saw these findings, newest first, by the id of the finding. */
  async sightingsOf(findingIds: readonly string[]): Promise<ReadonlyMap<string, readonly Sighting[]>> {
    if (findingIds.length === 0) return new Map();
    const rows = await this.database.read((manager) =>
      manager.find(SightingEntity, { where: { findingId: In([...findingIds]) }, order: { scanId: 'DESC' } }),
    );
    const sightings = new Map<string, Sighting[]>();
    for (const row of rows) {
      sightings.set(row.findingId, [...(sightings.get(row.findingId) ?? []), sightingFromRow(row)]);
    }
    return sightings;
  }

  /** What people have put into these findings: by the fingerprint of the finding, then by that of the part. */
  async partsOf(findings: readonly Finding[]): Promise<ReadonlyMap<string, ReadonlyMap<string, Identity>>> {
    return this.database.read(async (manager) => {
      const parts = new Map<string, Map<string, Identity>>();
      if (!(await manager.exists(IdentityPartEntity))) return parts; // nearly always
      const into = In(findings.map(({ fingerprint }) => fingerprint));
      for (const row of await manager.find(IdentityPartEntity, { where: { into } })) {
        const known = parts.get(row.into) ?? new Map<string, Identity>();
        parts.set(row.into, known.set(row.fingerprint, row.identity));
      }
      return parts;
    });
  }

  /** Who said what of a finding in a scan, with the fingerprints that it had by itself; empty for the finding's own. */
  async wordsOf(
    findingId: string,
  ): Promise<readonly { readonly scanId: string; readonly tool: string; readonly own: string }[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(ObservationEntity, 'observation')
        .select('observation.scanId', 'scanId')
        .addSelect('observation.tool', 'tool')
        .addSelect('observation.ownFingerprint', 'own')
        .where('observation.findingId = :findingId', { findingId })
        .distinct(true)
        .getRawMany<{ scanId: string; tool: string; own: string }>(),
    );
  }

  /** Stores how things stand with findings now, and why. */
  async store(findings: readonly Finding[], changes: readonly FindingChange[]): Promise<void> {
    if (findings.length === 0) return;
    await this.database.write(async (manager) => {
      const onConflict = { key: ['id'], update: CHANGING_FINDING_COLUMNS };
      await insertRows(manager, 'findings', FINDING_COLUMNS, findings.map(findingCells), { onConflict });
      await insertRows(manager, 'finding_changes', CHANGE_COLUMNS, changes.map(changeCells));
    });
  }
}

function missedPortion(manager: EntityManager, host: string, scanId: string, after: string): Promise<FindingEntity[]> {
  return manager
    .createQueryBuilder(FindingEntity, 'finding')
    .where('finding.host = :host AND finding.id > :after', { host, after })
    .andWhere(`finding.presence <> 'gone'`)
    .andWhere((query) => {
      const seen = query
        .subQuery()
        .select('1')
        .from(SightingEntity, 'sighting')
        .where('sighting.findingId = finding.id AND sighting.scanId = :scanId', { scanId });
      return `NOT EXISTS ${seen.getQuery()}`;
    })
    .orderBy('finding.id', 'ASC')
    .limit(PORTION)
    .getMany();
}
