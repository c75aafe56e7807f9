import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Crashes of the server are counted apart from retries; runs in progress are found without reading all of them. */
export class InterruptedRuns1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // by hand: on SQLite TypeORM would rebuild the table for a column
    await runner.query('ALTER TABLE "tool_runs" ADD COLUMN "interruptions" integer NOT NULL DEFAULT 0');
    await runner.query('CREATE INDEX "tool_runs_by_state" ON "tool_runs" ("state", "id")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "tool_runs_by_state"');
    await runner.query('ALTER TABLE "tool_runs" DROP COLUMN "interruptions"');
  }
}
