import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { CoverageEntity } from './coverage.entity.js';
import { type Finding, type StoredCoverage, type StoredObservation } from './finding.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { ObservationEntity } from './observation.entity.js';
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
    const rows = await this.database.read(async (manager) => {
      const found: FindingEntity[] = [];
      // level by level: each is one walk along the index findings_by_severity, however many findings there are
      for (const rank of ranks) {
        const missing = filter.limit + 1 - found.length;
        if (missing === 0) break;
        const query = manager
          .createQueryBuilder(FindingEntity, 'finding')
          .where('finding.scanId = :scanId AND finding.severityRank = :rank', { scanId, rank });
        if (rank === after?.[0]) query.andWhere('finding.id > :id', { id: after[1] });
        if (filter.tool !== undefined) {
          // The list is stored as JSON text; quotes keep `ssl` from matching `sslscan`.
          query.andWhere('finding.tools LIKE :tool', { tool: `%${JSON.stringify(filter.tool)}%` });
        }
        found.push(...(await query.orderBy('finding.id', 'ASC').limit(missing).getMany()));
      }
      return found;
    });
    return pageFrom(rows.map(findingFromRow), filter.limit, (finding) => [severityRank(finding.severity), finding.id]);
  }

  async find(id: string): Promise<Finding | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(FindingEntity, { id }));
    return row === null ? undefined : findingFromRow(row);
  }

  async observationsOf(findingId: string): Promise<readonly StoredObservation[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ObservationEntity, { where: { findingId }, order: { id: 'ASC' } }),
    );
    return rows.map(({ id, runId, tool, rule, severityRank: rank, toolSeverity, evidence, observedAt }) => ({
      id,
      runId,
      tool,
      rule,
      severity: severityOfRank(rank),
      ...(toolSeverity === null ? {} : { toolSeverity }),
      evidence,
      observedAt,
    }));
  }

  async coverageOf(scanId: string): Promise<readonly StoredCoverage[]> {
    const rows = await this.database.read((manager) =>
      manager.find(CoverageEntity, { where: { scanId }, order: { id: 'ASC' } }),
    );
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
