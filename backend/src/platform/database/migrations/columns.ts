import { type TableColumnOptions, type TableForeignKeyOptions, type TableIndexOptions } from 'typeorm';

// Words for migrations that mean the same on SQLite and PostgreSQL and leave no drift.

/** `@Column({ type: 'text' })`; also ids, names of a union, and times as ISO-8601 texts in UTC. */
export function text(name: string): TableColumnOptions {
  return { name, type: 'text' };
}

/** `@Column({ type: 'integer' })`: whole numbers of 32 bits. */
export function integer(name: string): TableColumnOptions {
  return { name, type: 'integer' };
}

/** `@Column({ type: 'double precision' })`: fractions, and whole numbers up to 2^53 such as bytes. */
export function double(name: string): TableColumnOptions {
  return { name, type: 'double precision' };
}

/** `@Column({ type: 'boolean' })`. */
export function boolean(name: string): TableColumnOptions {
  return { name, type: 'boolean' };
}

/** `@Column({ type: 'simple-json' })`. */
export function json(name: string): TableColumnOptions {
  return { name, type: 'text' };
}

/** `@Column({ nullable: true })`. */
export function nullable(column: TableColumnOptions): TableColumnOptions {
  return { ...column, isNullable: true };
}

/** `@PrimaryColumn(...)`. */
export function primary(column: TableColumnOptions): TableColumnOptions {
  return { ...column, isPrimary: true };
}

/** `@Index(name, [...])` on the class. */
export function index(name: string, columnNames: readonly string[]): TableIndexOptions {
  return { name, columnNames: [...columnNames] };
}

/** `@Index(name, [...], { unique: true })` on the class. */
export function uniqueIndex(name: string, columnNames: readonly string[]): TableIndexOptions {
  return { ...index(name, columnNames), isUnique: true };
}

/** `@ForeignKey(() => Parent, { name, onDelete: 'CASCADE' })`: a row goes when the row of `table` that it names goes. */
export function ownedBy(name: string, columnName: string, table: string): TableForeignKeyOptions {
  return {
    name,
    columnNames: [columnName],
    referencedTableName: table,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  };
}
