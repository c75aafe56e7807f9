import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Cache } from '../../cache/cache.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { FINDINGS_TAG } from '../finding-cache.js';
import { type FindingChange } from '../finding-change.js';
import { stateWhenGone } from '../finding-state.js';
import { FindingNotFoundError } from '../finding.errors.js';
import { type Finding } from '../finding.js';
import {
  changesOfDecision,
  checkDecision,
  decide,
  decidedOf,
  type Decision,
  triageOf,
  withDecided,
} from './decision.js';
import { type Decided, type Decider } from './decision.js';
import { type SeenFinding, type TriagedFinding, type TriageRecord, TriageRepository } from './triage.repository.js';
import { TriageNotFoundError, TriageUndoneError } from './triage.errors.js';

/** The findings that a decision is about. */
export interface TriageSelection {
  readonly ids: readonly string[];
  /** The search that they were found by. */
  readonly query?: string;
}

/** What became of a decision that was taken back. */
export interface UndoResult {
  readonly triage: TriageRecord;
  readonly restored: number;
  /** Findings about which somebody or a scan has decided otherwise since: they stay as they are. */
  readonly left: number;
}

/** What people decide about findings. */
@Injectable()
export class TriageService {
  constructor(
    private readonly database: Database,
    private readonly repository: TriageRepository,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one decision for all these findings, in one transaction.
   * @throws DecisionInvalidError, FindingNotFoundError when one of them does not exist
   */
  async decide(selection: TriageSelection, decision: Decision, by: string): Promise<TriageRecord> {
    const now = this.clock.now();
    checkDecision(decision, now);
    const decider = { by, at: now.toISOString() };
    return this.writing(async () => {
      const { query } = selection;
      const begun: TriageRecord = {
        id: uuid(),
        decidedAt: decider.at,
        decidedBy: by,
        decision,
        changed: 0,
        ...(query === undefined ? {} : { query }),
      };
      await this.repository.add(begun);
      const wanted = new Set(selection.ids);
      let changed = 0;
      for await (const portion of this.repository.findingsOf([...wanted])) {
        const triaged = await this.apply(portion, decider, decision.reason, (before) =>
          decide(before, decision, decider),
        );
        await this.repository.remember(begun.id, triaged);
        changed += triaged.length;
        for (const { finding } of portion) wanted.delete(finding.id);
      }
      for (const missing of wanted) throw new FindingNotFoundError(missing);
      await this.repository.update(begun.id, { changed });
      return { ...begun, changed };
    });
  }

  /** Takes a decision back, where nothing else was decided since. @throws TriageNotFoundError, TriageUndoneError */
  async undo(id: string, by: string): Promise<UndoResult> {
    const decider = { by, at: this.clock.now().toISOString() };
    return this.writing(async () => {
      const triage = await this.repository.find(id);
      if (triage === undefined) throw new TriageNotFoundError(id);
      if (triage.undoneAt !== undefined) throw new TriageUndoneError(triage.undoneAt, triage.undoneBy ?? '');
      let [restored, left] = [0, 0];
      for await (const portion of this.repository.triagedBy(id)) {
        const untouched = portion.filter(({ finding, after }) => isDeepStrictEqual(decidedOf(finding), after));
        const earlier = new Map(untouched.map(({ finding, before }) => [finding.id, before]));
        const back = await this.apply(untouched, decider, 'the decision was undone', (now, finding) => {
          const before = earlier.get(finding.id) ?? now;
          return finding.standing.presence === 'gone' ? { ...before, state: stateWhenGone(before.state) } : before;
        });
        restored += back.length;
        left += portion.length - untouched.length;
      }
      const undone = { undoneAt: decider.at, undoneBy: by };
      await this.repository.update(id, undone);
      return { triage: { ...triage, ...undone }, restored, left };
    });
  }

  latest(limit: number): Promise<readonly TriageRecord[]> {
    return this.repository.latest(limit);
  }

  /** Opens findings again whose accepted risk has come to its end. Returns how many. */
  async endAcceptances(): Promise<number> {
    const at = this.clock.now().toISOString();
    if ((await this.repository.acceptedUntil(at)).length === 0) return 0;
    return this.writing(async () => {
      let ended = 0;
      for await (const portion of this.repository.findingsOf(await this.repository.acceptedUntil(at))) {
        const pairs = portion.map(({ finding, seenSeverity }) => {
          const { assignee, override } = finding.triage;
          const state = finding.standing.presence === 'gone' ? 'fixed' : 'reopened';
          const after: Decided = { state, triage: triageOf({ assignee, override }), reopenedAt: at };
          return { finding, after, changed: withDecided(finding, after, seenSeverity) };
        });
        await this.repository.store(
          pairs.map(({ changed }) => changed),
          pairs.map(({ finding, after }) => endOfAcceptance(finding, after, at)),
        );
        ended += pairs.length;
      }
      return ended;
    });
  }

  private async apply(
    portion: readonly SeenFinding[],
    decider: Decider,
    reason: string | undefined,
    next: (before: Decided, finding: Finding) => Decided,
  ): Promise<readonly TriagedFinding[]> {
    const triaged: TriagedFinding[] = [];
    const changes: FindingChange[] = [];
    for (const { finding, seenSeverity } of portion) {
      const before = decidedOf(finding);
      const after = next(before, finding);
      if (isDeepStrictEqual(before, after)) continue;
      triaged.push({ finding: withDecided(finding, after, seenSeverity), before, after });
      changes.push(...changesOfDecision(finding.id, before, after, decider, reason));
    }
    await this.repository.store(
      triaged.map(({ finding }) => finding),
      changes,
    );
    return triaged;
  }

  private writing<T>(work: () => Promise<T>): Promise<T> {
    return this.database.write(() => {
      this.database.afterCommit(() => void this.cache.invalidate([FINDINGS_TAG]));
      return work();
    });
  }
}

function endOfAcceptance({ id, standing, triage }: Finding, after: Decided, at: string): FindingChange {
  const by = triage.decidedBy === undefined ? '' : ` by ${triage.decidedBy}`;
  const why = triage.reason === undefined ? '' : `: ${triage.reason}`;
  return {
    findingId: id,
    at,
    field: 'state',
    before: standing.state,
    after: after.state,
    reason: `the risk was accepted${by} until ${triage.acceptedUntil ?? 'now'}${why}`,
  };
}
