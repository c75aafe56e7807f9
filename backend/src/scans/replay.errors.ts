import { DomainError } from '../platform/errors/domain-error.js';
import { type ToolRunState } from './tool-run-state.js';

/** Thrown when the output of a run is to be read again while its scan is still running. */
export class ReplayScanRunningError extends DomainError {
  readonly code = 'replay.scan-running';
  readonly kind = 'conflict';

  constructor(scanId: string) {
    super(`The scan ${scanId} is still running. Wait until it has ended, then read the output again.`);
  }
}

/** Thrown when a run ended in a way that leaves no output to rely on. */
export class ReplayNotPossibleError extends DomainError {
  readonly code = 'replay.not-possible';
  readonly kind = 'conflict';

  constructor(runId: string, state: ToolRunState) {
    super(`The tool run ${runId} is ${state}: there is no output of it that could be read again.`);
  }
}

/** Thrown when part of an output was dropped: what is missing in it is not known. */
export class ReplayOutputCutError extends DomainError {
  readonly code = 'replay.output-cut';
  readonly kind = 'conflict';

  constructor(runId: string) {
    super(`Only part of the output of the tool run ${runId} was kept, so it cannot be read again. Run the tool anew.`);
  }
}

/** Thrown when nobody can read an output any more. */
export class ReplayReaderMissingError extends DomainError {
  readonly code = 'replay.reader-missing';
  readonly kind = 'conflict';

  constructor(reader: string) {
    super(`This version of Parallax has no ${reader}, so its output cannot be read again.`);
  }
}

/** Thrown when the reader of today makes less of an output than the one of then: what it does not see is not gone. */
export class ReplayUnreadableError extends DomainError {
  readonly code = 'replay.unreadable';
  readonly kind = 'conflict';

  constructor(runId: string, reason: string) {
    super(`The output of the tool run ${runId} was read better before than now: ${reason}. Nothing was changed.`);
  }
}

/** Thrown when another reading would change something else than the preview has shown. */
export class ReplayPreviewOutdatedError extends DomainError {
  readonly code = 'replay.preview-outdated';
  readonly kind = 'conflict';

  constructor(runId: string) {
    super(
      `What is stored of the tool run ${runId} is not what it was at the preview. Nothing was changed: preview anew.`,
    );
  }
}
