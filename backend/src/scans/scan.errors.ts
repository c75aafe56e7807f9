import { DomainError } from '../platform/errors/domain-error.js';

/** Thrown when there never was such a scan, or it was deleted. */
export class ScanNotFoundError extends DomainError {
  readonly code = 'scan.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no scan ${id}.`);
  }
}

/** Thrown when there is no such tool run. */
export class ToolRunNotFoundError extends DomainError {
  readonly code = 'tool-run.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no tool run ${id}.`);
  }
}

/** Thrown when a run has no raw output: it never started, or was a skipped one. */
export class ArtefactNotFoundError extends DomainError {
  readonly code = 'artefact.not-found';
  readonly kind = 'not-found';

  constructor(runId: string) {
    super(`The tool run ${runId} has no raw output.`);
  }
}

/** Thrown when the raw output of a run is there and damaged. */
export class ArtefactUnreadableError extends DomainError {
  readonly code = 'artefact.unreadable';
  readonly kind = 'conflict';

  constructor(sha256: string, reason: string) {
    super(`The raw output ${sha256} is stored but cannot be read: ${reason}. Restore the file from a backup.`);
  }
}

/** Thrown when a scan asks for a tool that does not exist, or that the profile does not run. */
export class ToolNotUsableError extends DomainError {
  readonly code = 'scan.tool-not-usable';
  readonly kind = 'invalid';
  override readonly fields;

  constructor(message: string) {
    super(message);
    this.fields = [{ field: 'tools', message }];
  }
}

/** Thrown when a scan that still runs is to be deleted. */
export class ScanStillRunningError extends DomainError {
  readonly code = 'scan.still-running';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The scan ${id} is still running. Cancel it and wait until it has ended, then delete it.`);
  }
}

/** Thrown when a finished scan has no run that a retry could repeat. */
export class NothingToRetryError extends DomainError {
  readonly code = 'scan.nothing-to-retry';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`Every tool run of the scan ${id} succeeded: there is nothing to retry. Start a new scan instead.`);
  }
}

/** Thrown when an Idempotency-Key comes again with another request. */
export class RequestKeyReusedError extends DomainError {
  readonly code = 'request-key.reused';
  readonly kind = 'conflict';

  constructor() {
    super('This Idempotency-Key was used for another request. Use a new key for a new request.');
  }
}

/** Thrown when the server is on its way down and takes no new work. */
export class ShuttingDownError extends DomainError {
  readonly code = 'server.shutting-down';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 10;

  constructor() {
    super('The server is shutting down and takes no new scans.');
  }
}

/** The reason of a scan whose results could not be stored while it ran. */
export class ScanInterruptedError extends DomainError {
  readonly code = 'scan.interrupted';
  readonly kind = 'unavailable';

  constructor() {
    super('The scan was interrupted because its results could not be stored; see the log of the server. Retry it.');
  }
}

/** Thrown for an Idempotency-Key that cannot tell two requests apart, or is no key at all. */
export class RequestKeyInvalidError extends DomainError {
  readonly code = 'request-key.invalid';
  readonly kind = 'invalid';

  constructor() {
    super('An Idempotency-Key has 1 to 200 visible ASCII characters. Use a new UUID for each request.');
  }
}

/** Thrown when a scan has no other one to be compared with. */
export class NothingToCompareError extends DomainError {
  readonly code = 'scan.nothing-to-compare';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`There is no finished scan of the same target before the scan ${id}. Name another one as "against".`);
  }
}
