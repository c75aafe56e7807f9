import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { ScanEventEntity } from './scan-event.entity.js';
import { type ScanEvent } from './scan-event.js';
import { type ScanState } from './scan-state.js';
import { ScanEntity, scanFromRow } from './scan.entity.js';
import { type Scan } from './scan.js';

export interface ScanFilter {
  readonly state?: ScanState | undefined;
  readonly limit: number;
  readonly pageToken?: string | undefined;
}

export interface RecordedEvent {
  readonly sequence: number;
  readonly event: ScanEvent;
}

const Position = z.tuple([z.string()]);

/** The reads that screens need: newest scans first; the history of one scan. */
@Injectable()
export class ScanListView {
  constructor(private readonly database: Database) {}

  async page(filter: ScanFilter): Promise<Page<Scan>> {
    const before = filter.pageToken === undefined ? undefined : decodePageToken(filter.pageToken, Position)[0];
    const rows = await this.database.read((manager) => {
      const query = manager.createQueryBuilder(ScanEntity, 'scan').where('1 = 1');
      if (filter.state !== undefined) query.andWhere('scan.state = :state', { state: filter.state });
      if (before !== undefined) query.andWhere('scan.id < :before', { before });
      return query
        .orderBy('scan.id', 'DESC')
        .limit(filter.limit + 1)
        .getMany();
    });
    return pageFrom(rows.map(scanFromRow), filter.limit, ({ id }) => [id]);
  }

  /** The newest scan of the same target that was finished before this one began. */
  before(scan: Scan): Promise<Scan | undefined> {
    return this.newestBefore(scan, '1 = 1');
  }

  /** The same of those that ran here: what an imported report has checked is not known. */
  ranBefore(scan: Scan): Promise<Scan | undefined> {
    return this.newestBefore(scan, "scan.profile <> ''");
  }

  private async newestBefore({ id, targetId }: Scan, condition: string): Promise<Scan | undefined> {
    const row = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ScanEntity, 'scan')
        .where('scan.targetId = :targetId AND scan.id < :id', { targetId, id })
        .andWhere('scan.state IN (:...states)', { states: ['completed', 'partial', 'failed'] })
        .andWhere(condition)
        .orderBy('scan.id', 'DESC')
        .limit(1)
        .getOne(),
    );
    return row === null ? undefined : scanFromRow(row);
  }

  /** The newest scan of the same target that began after this one and looked for itself: an imported report did not. */
  async after({ id, targetId }: Scan): Promise<Scan | undefined> {
    const row = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ScanEntity, 'scan')
        .where('scan.targetId = :targetId AND scan.id > :id', { targetId, id })
        .andWhere('scan.state IN (:...states)', { states: ['completed', 'partial', 'failed'] })
        .andWhere(`scan.profile <> ''`)
        .orderBy('scan.id', 'DESC')
        .limit(1)
        .getOne(),
    );
    return row === null ? undefined : scanFromRow(row);
  }

  /** What happened after the event with this number, oldest first, at most `limit` events. */
  async eventsAfter(scanId: string, sequence: number, limit: number): Promise<readonly RecordedEvent[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ScanEventEntity, 'event')
        .where('event.scanId = :scanId AND event.sequence > :sequence', { scanId, sequence })
        .orderBy('event.sequence', 'ASC')
        .limit(limit)
        .getMany(),
    );
    return rows.map(({ sequence: number, type, data }) => ({ sequence: number, event: { type, data } as ScanEvent }));
  }
}
