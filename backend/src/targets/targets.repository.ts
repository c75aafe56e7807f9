import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { TargetEntity, targetFromRow } from './target.entity.js';
import { TargetInUseError, TargetNotFoundError } from './target.errors.js';
import { type TargetFacts, type TargetRecord } from './target-record.js';

/** A part of the list of targets: at most `limit`, older than the target with the id `before`. */
export interface TargetsPart {
  readonly limit: number;
  readonly before?: string;
}

@Injectable()
export class TargetsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Records a target, or finds the one with the same canonical spelling. Safe when two do it at the same time. */
  async addOrFind(input: string, facts: TargetFacts): Promise<TargetRecord> {
    const known = await this.findByCanonical(facts.canonical);
    if (known !== undefined) return known;

    return this.database.write(async (manager) => {
      await manager
        .createQueryBuilder()
        .insert()
        .into(TargetEntity)
        .values({ id: uuid(), input, ...facts, createdAt: this.clock.now().toISOString() })
        .orIgnore()
        .updateEntity(false)
        .execute();
      return targetFromRow(await manager.findOneByOrFail(TargetEntity, { canonical: facts.canonical }));
    });
  }

  async findByCanonical(canonical: string): Promise<TargetRecord | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(TargetEntity, { canonical }));
    return row === null ? undefined : targetFromRow(row);
  }

  /** @throws TargetNotFoundError */
  async get(id: string): Promise<TargetRecord> {
    const row = await this.database.read((manager) => manager.findOneBy(TargetEntity, { id }));
    if (row === null) throw new TargetNotFoundError(id);
    return targetFromRow(row);
  }

  /** Newest first. */
  async list({ limit, before }: TargetsPart): Promise<readonly TargetRecord[]> {
    const rows = await this.database.read((manager) => {
      const query = manager.createQueryBuilder(TargetEntity, 'target').orderBy('target.id', 'DESC').limit(limit);
      return before === undefined ? query.getMany() : query.where('target.id < :before', { before }).getMany();
    });
    return rows.map(targetFromRow);
  }

  /** Removes a target with its authorisations. @throws TargetNotFoundError @throws TargetInUseError when it has scans */
  async remove(id: string): Promise<void> {
    try {
      const { affected } = await this.database.write((manager) => manager.delete(TargetEntity, { id }));
      if (affected === 0) throw new TargetNotFoundError(id);
    } catch (error) {
      throw isForeignKeyViolation(error) ? new TargetInUseError(id, { cause: error }) : error;
    }
  }
}

/** What refuses to delete a row that others need: SQLITE_CONSTRAINT, and SQLSTATE 23503 or (from PostgreSQL 18) 23001. */
function isForeignKeyViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code === 'SQLITE_CONSTRAINT') return error.message.includes('FOREIGN KEY');
  return error.code === '23503' || error.code === '23001';
}
