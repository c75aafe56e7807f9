/** A report that cannot be read in full. Nothing of it may be kept: what is missing is not known. */
export class UnreadableReportError extends Error {
  constructor(
    /** What is wrong, in words for the user, without a full stop. */
    readonly reason: string,
    /** Where, counted from 1; absent when it is not one place. */
    readonly line?: number,
  ) {
    super(line === undefined ? reason : `line ${line}: ${reason}`);
  }
}
