import { DomainError } from '../platform/errors/domain-error.js';

/** Thrown when a file cannot be read as a whole; nothing of it was kept. */
export class ReportUnreadableError extends DomainError {
  readonly code = 'report.unreadable';
  readonly kind = 'unreadable';

  constructor(format: string, reason: string, line: number | undefined) {
    const place = line === undefined ? '' : ` (line ${line})`;
    super(`The file was not imported: it cannot be read as ${format}: ${reason}${place}. Nothing of it was kept.`);
  }
}

/** Thrown when a file looks like no format that is known, or not like the one that was named. */
export class ReportUnknownError extends DomainError {
  readonly code = 'report.unknown';
  readonly kind = 'unsupported';
  override readonly fields;

  constructor(what: string, known: readonly string[]) {
    super(`The file was not imported: ${what}`);
    this.fields = [{ field: 'tool', message: `Known formats are ${known.join(', ')}.` }];
  }
}

/** Thrown when a file, or what it holds, is more than one import takes. */
export class ReportTooLargeError extends DomainError {
  readonly code = 'report.too-large';
  readonly kind = 'too-large';

  constructor(limit: string, remedy: string) {
    super(`The file was not imported: it has more than ${limit}. ${remedy}`);
  }
}

/** Thrown when a request to import is not one. */
export class ImportInvalidError extends DomainError {
  readonly code = 'import.invalid';
  readonly kind = 'invalid';
  override readonly fields;

  constructor(field: string, message: string) {
    super(`The import is not valid: ${field}: ${message}`);
    this.fields = [{ field, message }];
  }
}

/** Thrown for an id that no import has. */
export class ImportNotFoundError extends DomainError {
  readonly code = 'import.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no import ${id}.`);
  }
}
