import { Injectable } from '@nestjs/common';
import { SavedViewNotFoundError } from './finding-query.errors.js';
import { parseFindingQuery } from './finding-query.js';
import { type SavedView, SavedViewsRepository } from './saved-views.repository.js';

/** Searches that people come back to. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly views: SavedViewsRepository) {}

  all(): Promise<readonly SavedView[]> {
    return this.views.all();
  }

  /** @throws FindingQueryInvalidError: what cannot be searched for is not saved either */
  save(view: Omit<SavedView, 'id' | 'createdAt'>): Promise<SavedView> {
    parseFindingQuery(view.query);
    return this.views.save(view);
  }

  /** @throws SavedViewNotFoundError */
  async remove(id: string): Promise<void> {
    if (!(await this.views.remove(id))) throw new SavedViewNotFoundError(id);
  }
}
