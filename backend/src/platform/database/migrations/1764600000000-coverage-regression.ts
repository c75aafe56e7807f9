import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A scan says how it has checked less than the one before. */
export class CoverageRegression1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // by hand: on SQLite TypeORM would rebuild the table for a column
    await runner.query('ALTER TABLE "scans" ADD COLUMN "coverage_regression" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "scans" DROP COLUMN "coverage_regression"');
  }
}
