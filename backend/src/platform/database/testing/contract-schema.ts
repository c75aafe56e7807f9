import {
  Column,
  Entity,
  ForeignKey,
  Index,
  type MigrationInterface,
  PrimaryColumn,
  type QueryRunner,
  Table,
  TableColumn,
} from 'typeorm';
import { type DatabaseSchema } from '../database-settings.js';
import {
  boolean,
  double,
  index,
  integer,
  json,
  nullable,
  ownedBy,
  primary,
  text,
  uniqueIndex,
} from '../migrations/columns.js';

// A small schema that uses every convention of migrations/README.md once.

@Entity('shelves')
@Index('shelves_by_label', ['label'], { unique: true })
export class Shelf {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) label: string;
}

@Entity('books')
@Index('books_by_shelf', ['shelfId', 'pages', 'id'])
export class Book {
  @PrimaryColumn({ type: 'text' }) id: string;
  // by table name: which class stands for it is not this class's business
  @ForeignKey('shelves', { name: 'books_shelf', onDelete: 'CASCADE' })
  @Column({ type: 'text', name: 'shelf_id' })
  shelfId: string;
  @Column({ type: 'integer' }) pages: number;
  @Column({ type: 'double precision', nullable: true }) bytes: number | null;
  @Column({ type: 'boolean' }) lent: boolean;
  @Column({ type: 'simple-json', nullable: true }) tags: readonly string[] | null;
  @Column({ type: 'text', name: 'added_at', nullable: true }) addedAt: string | null;
}

@Entity('loans')
export class Loan {
  @PrimaryColumn({ type: 'text', name: 'book_id' }) bookId: string;
  @PrimaryColumn({ type: 'text' }) reader: string;
  @Column({ type: 'integer', default: 0 }) renewals: number;
}

export class Shelves1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'shelves',
        columns: [primary(text('id')), text('label')],
        indices: [uniqueIndex('shelves_by_label', ['label'])],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shelves');
  }
}

export class Books1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'books',
        columns: [
          primary(text('id')),
          text('shelf_id'),
          integer('pages'),
          nullable(double('bytes')),
          boolean('lent'),
          nullable(json('tags')),
          nullable(text('added_at')),
        ],
        indices: [index('books_by_shelf', ['shelf_id', 'pages', 'id'])],
        foreignKeys: [ownedBy('books_shelf', 'shelf_id', 'shelves')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'loans',
        columns: [primary(text('book_id')), primary(text('reader')), { ...integer('renewals'), default: 0 }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('loans');
    await runner.dropTable('books');
  }
}

export const contractSchema: DatabaseSchema = {
  entities: [Shelf, Book, Loan],
  migrations: [Shelves1764000000001, Books1764000000002],
};

/** Fails after it changed something, which must be taken back. */
export class Broken1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table({ name: 'leftover', columns: [primary(text('id'))] }));
    throw new Error('the third migration is broken');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('never run'));
  }
}

@Entity('shelves')
@Index('shelves_by_label', ['label'], { unique: true })
export class ShelfWithRoom extends Shelf {
  @Column({ type: 'text', nullable: true }) room: string | null;
}

/** Changes a table that others point at: on SQLite TypeORM makes it anew and drops the old one. */
export class Rooms1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('shelves', new TableColumn(nullable(text('room'))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('shelves', 'room');
  }
}
