import { DomainError } from '../errors/domain-error.js';

/** Thrown at start when another server holds this SQLite file. */
export class DatabaseInUseError extends DomainError {
  readonly code = 'database.in-use';
  readonly kind = 'conflict';

  constructor(file: string) {
    super(
      `Another Parallax server uses ${file}. Stop that server, or give this one a folder of its own by DATA_DIR. ` +
        `"fuser ${file}.lock" names the process that holds it.`,
    );
  }
}

/** Thrown at start when the file is not a sound SQLite database; the file was only read. */
export class DatabaseCorruptError extends DomainError {
  readonly code = 'database.corrupt';
  readonly kind = 'unavailable';

  constructor(file: string, problem: string) {
    super(
      `${file} is damaged or not a SQLite database (${problem}). It was left as it is. ` +
        `Restore it from a backup, or move it away to begin with an empty one; "sqlite3 ${file} .recover" may save its rows.`,
    );
  }
}

/** Thrown at start when the database was migrated by a newer Parallax; nothing was changed. */
export class SchemaNewerError extends DomainError {
  readonly code = 'database.schema-newer';
  readonly kind = 'unsupported';

  constructor(unknown: readonly string[]) {
    super(
      `The database was written by a newer Parallax: this version does not know ${unknown.join(', ')}. ` +
        'It was left as it is. Start the newer version again, or restore the backup made before its first start.',
    );
  }
}

/** Thrown at start when a migration failed; it was rolled back, those before it stay. */
export class MigrationFailedError extends DomainError {
  readonly code = 'database.migration-failed';
  readonly kind = 'unavailable';

  constructor(migration: string, options: ErrorOptions) {
    super(`The migration ${migration} failed and was rolled back: ${String(options.cause)}`, options);
  }
}
