import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { CoverageEntity } from './coverage.entity.js';
import { type CheckFamily } from './coverage.js';
import { type Finding, type Sighting, type StoredCoverage, type StoredObservation } from './finding.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { ObservationEntity } from './observation.entity.js';
import { SightingEntity, sightingFromRow } from './sighting.entity.js';
import { SEVERITIES, type Severity, severityOfRank, severityRank } from './severity.js';

/** What a list of findings is limited to. */
export interface FindingFilter {
  readonly severities?: readonly Severity[] | undefined;
  readonly tool?: string | undefined;
  readonly limit: number;
  readonly pageToken?: string | undefined;
}

const Position = z.tuple([z.number(), z.string()]);

/** The reads that screens need: worst first, in pages by key, not by offset. */
@Injectable()
export class FindingListView {
  constructor(private readonly database: Database) {}

  async ofScan(scanId: string, filter: FindingFilter): Promise<Page<Finding>> {
    const after = filter.pageToken === undefined ? undefined : decodePageToken(filter.pageToken, Position);
    const wanted = (filter.severities ?? SEVERITIES).map(severityRank).sort((a, b) => b - a);
    const ranks = wanted.filter((rank) => after === undefined || rank <= after[0]);
    const seen = await this.database.read(async (manager) => {
      const found: SightingEntity[] = [];
      // level by level: each is one walk along the index sightings_by_severity, however many findings there are
      for (const rank of ranks) {
        const missing = filter.limit + 1 - found.length;
        if (missing === 0) break;
        const query = manager
          .createQueryBuilder(SightingEntity, 'sighting')
          .where('sighting.scanId = :scanId AND sighting.severityRank = :rank', { scanId, rank });
        if (rank === after?.[0]) query.andWhere('sighting.findingId > :id', { id: after[1] });
        if (filter.tool !== undefined) {
          // The list is stored as JSON text; quotes keep `ssl` from matching `sslscan`.
          query.andWhere('sighting.tools LIKE :tool', { tool: `%${JSON.stringify(filter.tool)}%` });
        }
        found.push(...(await query.orderBy('sighting.findingId', 'ASC').limit(missing).getMany()));
      }
      return this.withFindings(manager, found);
    });
    return pageFrom(seen, filter.limit, (finding) => [severityRank(finding.severity), finding.id]);
  }

  private async withFindings(manager: EntityManager, sightings: readonly SightingEntity[]): Promise<Finding[]> {
    const ids = sightings.map(({ findingId }) => findingId);
    const rows = ids.length === 0 ? [] : await manager.find(FindingEntity, { where: { id: In(ids) } });
    const findings = new Map(rows.map((row) => [row.id, findingFromRow(row)]));
    return sightings.flatMap((row) => {
      const finding = findings.get(row.findingId);
      if (finding === undefined) return [];
      const { severity, tools, corroboration } = sightingFromRow(row);
      return [{ ...finding, severity, tools, corroboration }];
    });
  }

  async find(id: string): Promise<Finding | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(FindingEntity, { id }));
    return row === null ? undefined : findingFromRow(row);
  }

  /** What the tools of one scan reported of it, oldest first. */
  async observationsOf(findingId: string, scanId: string): Promise<readonly StoredObservation[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ObservationEntity, { where: { findingId, scanId }, order: { id: 'ASC' } }),
    );
    return rows.map(({ id, runId, tool, rule, severityRank: rank, toolSeverity, evidence, observedAt }) => ({
      id,
      scanId,
      runId,
      tool,
      rule,
      severity: severityOfRank(rank),
      ...(toolSeverity === null ? {} : { toolSeverity }),
      evidence,
      observedAt,
    }));
  }

  /** The scans that saw it, newest first. */
  async sightingsOf(findingId: string, limit: number): Promise<readonly Sighting[]> {
    const rows = await this.database.read((manager) =>
      manager.find(SightingEntity, { where: { findingId }, order: { scanId: 'DESC' }, take: limit }),
    );
    return rows.map(sightingFromRow);
  }

  /** @param family only the lines of this one; absent means of all */
  async coverageOf(scanId: string, family?: CheckFamily): Promise<readonly StoredCoverage[]> {
    const where = { scanId, ...(family === undefined ? {} : { family }) };
    const rows = await this.database.read((manager) => manager.find(CoverageEntity, { where, order: { id: 'ASC' } }));
    return rows.map(({ runId, tool, family, endpoint, status, reason }) => ({
      runId,
      tool,
      family,
      endpoint,
      status,
      ...(reason === null ? {} : { reason }),
    }));
  }
}
