import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { ImportEntity, importFromRow } from './import.entity.js';
import { ImportNotFoundError } from './import.errors.js';
import { type Import } from './import.js';

const Position = z.tuple([z.string()]);

/** Stores what was imported. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  async add(imported: Import, requestDigest: string): Promise<void> {
    await this.database.write((manager) =>
      manager.insert(ImportEntity, {
        ...imported,
        requestDigest,
        toolVersion: imported.toolVersion ?? null,
        skipped: [...imported.skipped],
      }),
    );
  }

  async findByDigest(requestDigest: string): Promise<Import | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(ImportEntity, { requestDigest }));
    return row === null ? undefined : importFromRow(row);
  }

  /** @throws ImportNotFoundError */
  async get(id: string): Promise<Import> {
    const row = await this.database.read((manager) => manager.findOneBy(ImportEntity, { id }));
    if (row === null) throw new ImportNotFoundError(id);
    return importFromRow(row);
  }

  /** The import that a scan stands for, with its request's digest. Undefined when it is no imported scan. */
  async ofScan(scanId: string): Promise<{ readonly imported: Import; readonly requestDigest: string } | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(ImportEntity, { scanId }));
    return row === null ? undefined : { imported: importFromRow(row), requestDigest: row.requestDigest };
  }

  /** Newest first. @throws PageTokenInvalidError */
  async list(limit: number, pageToken: string | undefined): Promise<Page<Import>> {
    const before = pageToken === undefined ? undefined : decodePageToken(pageToken, Position)[0];
    const rows = await this.database.read((manager) => {
      const query = manager.createQueryBuilder(ImportEntity, 'import').where('1 = 1');
      if (before !== undefined) query.andWhere('import.id < :before', { before });
      return query
        .orderBy('import.id', 'DESC')
        .limit(limit + 1)
        .getMany();
    });
    return pageFrom(rows.map(importFromRow), limit, ({ id }) => [id]);
  }
}
