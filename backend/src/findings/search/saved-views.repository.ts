import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { FindingViewEntity } from './finding-view.entity.js';
import { type FindingSort } from './finding-sort.js';

/** A search that somebody has given a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly sort: FindingSort;
  readonly createdAt: string;
}

/** Stores searches under their names. */
@Injectable()
export class SavedViewsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<readonly SavedView[]> {
    return this.database.read((manager) => manager.find(FindingViewEntity, { order: { name: 'ASC' } }));
  }

  /** Stores a search; one of the same name is replaced. */
  async save(view: Omit<SavedView, 'id' | 'createdAt'>): Promise<SavedView> {
    return this.database.write(async (manager) => {
      const known = await manager.findOneBy(FindingViewEntity, { name: view.name });
      const saved = { id: known?.id ?? uuid(), createdAt: known?.createdAt ?? this.clock.now().toISOString(), ...view };
      await manager.save(FindingViewEntity, saved);
      return saved;
    });
  }

  /** Returns whether there was one. */
  async remove(id: string): Promise<boolean> {
    const { affected } = await this.database.write((manager) => manager.delete(FindingViewEntity, { id }));
    return affected === 1;
  }
}
