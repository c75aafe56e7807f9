import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../../platform/http/page.js';
import { FindingChangeEntity } from '../finding-change.entity.js';
import { type FindingChange } from '../finding-change.js';

/** A change as the history of a finding shows it. */
export interface StoredChange extends FindingChange {
  readonly id: string;
}

const Position = z.tuple([z.string()]);

/** What happened to a finding: changes by scans and by people, and what people wrote. */
@Injectable()
export class FindingHistoryRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page(findingId: string, limit: number, pageToken?: string): Promise<Page<StoredChange>> {
    const after = pageToken === undefined ? undefined : decodePageToken(pageToken, Position)[0];
    const rows = await this.database.read((manager) =>
      manager.find(FindingChangeEntity, {
        where: { findingId, ...(after === undefined ? {} : { id: LessThan(after) }) },
        order: { id: 'DESC' },
        take: limit + 1,
      }),
    );
    return pageFrom(rows.map(changeFromRow), limit, ({ id }) => [id]);
  }

  async add(change: FindingChange): Promise<StoredChange> {
    const id = uuid();
    const { actor = null, before = null, after = null, reason = null, scanId = null } = change;
    const row = { ...change, id, actor, before, after, reason, scanId };
    await this.database.write((manager) => manager.insert(FindingChangeEntity, row));
    return { ...change, id };
  }
}

function changeFromRow({ actor, before, after, reason, scanId, ...row }: FindingChangeEntity): StoredChange {
  return {
    ...row,
    ...(actor === null ? {} : { actor }),
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
    ...(reason === null ? {} : { reason }),
    ...(scanId === null ? {} : { scanId }),
  };
}
