import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { double, index, integer, json, nullable, ownedBy, primary, text, uniqueIndex } from './columns.js';

/** Reports that were brought in from elsewhere. */
export class Imports1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'imports',
        columns: [
          primary(text('id')),
          text('scan_id'),
          text('request_digest'),
          text('target'),
          text('tool'),
          nullable(text('tool_version')),
          text('format'),
          text('file_name'),
          text('sha256'),
          double('bytes'),
          integer('hosts'),
          json('observations'),
          json('findings'),
          integer('new_findings'),
          integer('skipped_count'),
          json('skipped'),
          text('created_at'),
        ],
        indices: [uniqueIndex('imports_once', ['request_digest']), index('imports_by_scan', ['scan_id'])],
        foreignKeys: [ownedBy('imports_scan', 'scan_id', 'scans')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "imports"');
  }
}
