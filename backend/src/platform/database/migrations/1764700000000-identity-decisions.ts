import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { index, json, nullable, ownedBy, primary, text } from './columns.js';

const DECISIONS = new Table({
  name: 'identity_decisions',
  columns: [
    primary(text('id')),
    text('kind'),
    text('decided_at'),
    text('decided_by'),
    text('reason'),
    text('finding_id'),
    text('other_id'),
    text('other'),
    nullable(text('tool')),
    nullable(json('memory')),
    nullable(text('undone_at')),
    nullable(text('undone_by')),
  ],
  indices: [index('identity_decisions_by_finding', ['finding_id']), index('identity_decisions_by_other', ['other_id'])],
});

const PARTS = new Table({
  name: 'identity_parts',
  columns: [
    primary(text('fingerprint')),
    primary(text('tool')),
    text('into_fingerprint'),
    nullable(text('finding_id')),
    text('decision_id'),
    json('identity'),
  ],
  indices: [
    index('identity_parts_by_into', ['into_fingerprint']),
    index('identity_parts_by_finding', ['finding_id']),
    index('identity_parts_by_decision', ['decision_id']),
  ],
  foreignKeys: [
    ownedBy('identity_parts_finding', 'finding_id', 'findings'),
    ownedBy('identity_parts_decision', 'decision_id', 'identity_decisions'),
  ],
});

/** People join and split findings; observations say which fingerprint they have by themselves. */
export class IdentityDecisions1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [DECISIONS, PARTS]) await runner.createTable(table);
    // by hand: on SQLite TypeORM would rebuild the table for a column
    await runner.query(`ALTER TABLE "observations" ADD COLUMN "own_fingerprint" text NOT NULL DEFAULT ''`);
    await replaceIndex(runner, '"finding_id", "run_id", "rule", "own_fingerprint"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM "observations" WHERE "own_fingerprint" <> '' AND EXISTS (
        SELECT 1 FROM "observations" AS kept
        WHERE kept."finding_id" = "observations"."finding_id" AND kept."run_id" = "observations"."run_id"
          AND kept."rule" = "observations"."rule"
          AND (kept."own_fingerprint" = '' OR kept."id" < "observations"."id"))`);
    await replaceIndex(runner, '"finding_id", "run_id", "rule"');
    await runner.query('ALTER TABLE "observations" DROP COLUMN "own_fingerprint"');
    for (const table of ['identity_parts', 'identity_decisions']) await runner.query(`DROP TABLE "${table}"`);
  }
}

async function replaceIndex(runner: QueryRunner, columns: string): Promise<void> {
  await runner.query('DROP INDEX "observations_once"');
  await runner.query(`CREATE UNIQUE INDEX "observations_once" ON "observations" (${columns})`);
}
