import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { AbsenceJudge, type FactsOf } from './absence-judge.js';
import { type ScanFacts, ScanReach } from './absence.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import {
  type ComparedScans,
  type DiffCounts,
  type Difference,
  differenceOfBoth,
  type FindingDifference,
  NO_DIFFERENCES,
} from './scan-diff.js';
import { type ComparedFinding, ScanDiffView, type DiffSide } from './scan-diff.view.js';

/** Findings are compared in portions of this size. */
const PORTION = 500;

const SIDE_OF: Readonly<Record<Difference, DiffSide>> = {
  new: 'only later',
  back: 'only later',
  changed: 'both',
  same: 'both',
  gone: 'only earlier',
  unknown: 'only earlier',
};

const SIDES: readonly DiffSide[] = ['only later', 'both', 'only earlier'];

const Position = z.tuple([z.string()]);

export interface DiffQuery {
  readonly difference: Difference;
  readonly limit: number;
  readonly pageToken?: string | undefined;
}

/** Says how two scans differ. */
@Injectable()
export class ScanComparison {
  constructor(
    private readonly view: ScanDiffView,
    private readonly missed: MissedFindingsRepository,
  ) {}

  async count(scans: ComparedScans, later: ScanFacts, factsOf: FactsOf): Promise<DiffCounts> {
    const counts = { ...NO_DIFFERENCES };
    const judge = await this.judgeOf(scans, later, factsOf);
    for (const side of SIDES) {
      for await (const { difference } of this.differences(scans, side, judge, '')) counts[difference] += 1;
    }
    return counts;
  }

  /** The findings that differ in one way, in the order in which they were found first. @throws PageTokenInvalidError */
  async list(
    scans: ComparedScans,
    later: ScanFacts,
    factsOf: FactsOf,
    query: DiffQuery,
  ): Promise<Page<FindingDifference>> {
    const after = query.pageToken === undefined ? '' : decodePageToken(query.pageToken, Position)[0];
    const judge = await this.judgeOf(scans, later, factsOf);
    const found: FindingDifference[] = [];
    for await (const item of this.differences(scans, SIDE_OF[query.difference], judge, after)) {
      if (item.difference === query.difference) found.push(item);
      if (found.length > query.limit) break;
    }
    return pageFrom(found, query.limit, ({ finding }) => [finding.id]);
  }

  private async *differences(
    scans: ComparedScans,
    side: DiffSide,
    judge: AbsenceJudge,
    start: string,
  ): AsyncGenerator<FindingDifference> {
    let after = start;
    for (;;) {
      const portion = await this.view.portion(scans, side, after, PORTION);
      if (portion.length === 0) return;
      after = portion.at(-1)?.finding.id ?? '';
      if (side === 'only earlier') yield* await judged(portion, scans.earlier, judge);
      else yield* portion.map((compared) => ({ ...partsOf(compared), difference: differenceOf(compared) }));
    }
  }

  private async judgeOf({ later: scanId }: ComparedScans, later: ScanFacts, factsOf: FactsOf): Promise<AbsenceJudge> {
    return new AbsenceJudge(scanId, new ScanReach(later, await this.missed.coverageOf(scanId)), factsOf, this.missed);
  }
}

async function judged(
  portion: readonly ComparedFinding[],
  seenIn: string,
  judge: AbsenceJudge,
): Promise<FindingDifference[]> {
  const absences = await judge.judge(
    portion.map(({ finding }) => finding),
    seenIn,
  );
  return portion.map((compared, at) => {
    const absence = absences[at]?.absence ?? { proven: false, reason: 'it was not judged' };
    return { ...partsOf(compared), difference: absence.proven ? 'gone' : 'unknown', reason: absence.reason };
  });
}

function partsOf({ finding, before, after }: ComparedFinding): Omit<FindingDifference, 'difference'> {
  return { finding, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function differenceOf({ before, after, known }: ComparedFinding): Difference {
  if (before !== undefined && after !== undefined) return differenceOfBoth(before, after);
  return known ? 'back' : 'new';
}
