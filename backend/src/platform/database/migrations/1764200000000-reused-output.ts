import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A run may be taken from an earlier one, and a scan may refuse that. */
export class ReusedOutput1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // by hand: on SQLite TypeORM would rebuild the tables for a column
    await runner.query('ALTER TABLE "tool_runs" ADD COLUMN "cached_from" text');
    const no = runner.connection.options.type === 'postgres' ? 'false' : '0'; // as TypeORM spells it, or it sees a difference
    await runner.query(`ALTER TABLE "scans" ADD COLUMN "fresh" boolean NOT NULL DEFAULT ${no}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "scans" DROP COLUMN "fresh"');
    await runner.query('ALTER TABLE "tool_runs" DROP COLUMN "cached_from"');
  }
}
