import { Logger } from '@nestjs/common';
import { AbstractLogger, type LogLevel, type LogMessage } from 'typeorm';

/** A statement that takes longer is logged. */
export const SLOW_STATEMENT_MS = 1000;

/** Logs slow statements, without their values. Errors are thrown, so whoever catches them decides what to log. */
export class StatementLog extends AbstractLogger {
  private readonly logger = new Logger('Database');

  constructor() {
    super([]);
  }

  override logQuerySlow(milliseconds: number, statement: string): void {
    this.logger.warn(`A statement took ${milliseconds} ms: ${statement.slice(0, 300)}`);
  }

  override logMigration(): void {
    // a migration that fails is thrown as MigrationFailedError
  }

  protected override writeLog(
    _level: LogLevel,
    message: LogMessage | string | number | (LogMessage | string | number)[],
  ) {
    this.logger.debug(JSON.stringify(message));
  }
}
