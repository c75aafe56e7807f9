import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Database } from '../platform/database/database.js';
import { DomainError } from '../platform/errors/domain-error.js';

/** Up while the database answers. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly database: Database,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicator.check('database');
    try {
      await this.database.ping();
      return indicator.up();
    } catch (error) {
      if (error instanceof DomainError) return indicator.down({ reason: error.message });
      throw error;
    }
  }
}
