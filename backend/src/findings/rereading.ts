import { Injectable } from '@nestjs/common';
import { draftOf } from './finding.js';
import { FindingsRepository, type Report, type Reporter } from './findings.repository.js';
import { type Late } from './late-word.js';
import { type Observation } from './observation.js';
import { DifferenceRecord, type ReadingDifference } from './reading-difference.js';
import { RunObservationsRepository } from './run-observations.repository.js';
import { ReadingComparison, type ReadEntry, type StoredWord } from './run-reading.js';
import { addCounts, NO_FINDINGS, type SeverityCounts } from './severity.js';

/** Takes observations portion by portion. */
export type TakeObservations = (portion: readonly Observation[]) => Promise<void>;

/** Hands over everything that is read of an output now. */
export type ReadObservations = (take: TakeObservations) => Promise<void>;

/** A run whose output is read again. */
export interface RereadRun extends Reporter {
  readonly late: Late;
}

/** What was replaced, and how the counts of the scan changed. */
export interface Replaced {
  readonly difference: ReadingDifference;
  readonly counts: SeverityCounts;
}

/** Puts what is read of a run's output now in the place of what was read then. */
@Injectable()
export class Rereading {
  constructor(
    private readonly findings: FindingsRepository,
    private readonly observations: RunObservationsRepository,
  ) {}

  /** What a replacement would change. Changes nothing. */
  async compare(run: RereadRun, read: ReadObservations): Promise<ReadingDifference> {
    const stored = await this.observations.of(run);
    const comparison = new ReadingComparison(stored);
    const record = new DifferenceRecord(run.runId, stored);
    await read((portion) => {
      for (const report of reportsOf(portion)) record.take(comparison.take(report));
      return Promise.resolve();
    });
    return record.end(comparison.count, comparison.vanished());
  }

  /**
   * Only what differs is touched: a finding that stays keeps its identity, its history and what people have decided.
   * Must be called inside of `database.write`.
   */
  async replace(run: RereadRun, read: ReadObservations): Promise<Replaced> {
    const stored = await this.observations.of(run);
    const comparison = new ReadingComparison(stored);
    const record = new DifferenceRecord(run.runId, stored);
    const touched = new Set<string>();
    let counts = NO_FINDINGS;
    await read(async (portion) => {
      const entries = reportsOf(portion).map((report) => comparison.take(report));
      entries.forEach((entry) => record.take(entry));
      const added = addedAmong(entries);
      counts = addCounts(counts, await this.findings.store(run, added));
      await this.observations.dateBack(
        added.map(({ draft }) => draft.fingerprint),
        run.late.seenAt,
      );
      await this.observations.correct(run, entries, stored);
      for (const { findingId } of regradedAmong(entries)) touched.add(findingId);
    });
    const vanished = comparison.vanished();
    await this.observations.remove(vanished);
    for (const { findingId } of vanished) touched.add(findingId);
    counts = addCounts(counts, await this.observations.settle(run.scanId, [...touched]));
    return { difference: record.end(comparison.count, vanished), counts };
  }
}

function reportsOf(portion: readonly Observation[]): Report[] {
  return portion.map((observation) => ({ observation, draft: draftOf(observation) }));
}

function addedAmong(entries: readonly ReadEntry[]): Report[] {
  return entries.filter(({ kind }) => kind === 'added').map(({ report }) => report);
}

/** Only these may change how bad a finding is. */
function regradedAmong(entries: readonly ReadEntry[]): StoredWord[] {
  return entries.flatMap((entry) =>
    entry.kind === 'changed' && entry.fields.includes('severity') ? [entry.stored] : [],
  );
}
