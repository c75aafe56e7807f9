import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { changesOfStanding } from '../finding-change.js';
import { findingFromRow } from '../finding.entity.js';
import { FindingNotFoundError } from '../finding.errors.js';
import { type Finding } from '../finding.js';
import { fingerprintOfSplit } from '../fingerprint.js';
import {
  decisionOf,
  keyOfPart,
  knownBefore,
  knownTogether,
  nameOf,
  partOf,
  refuseJoin,
  told,
} from './grouping-words.js';
import { type IdentityPartEntity } from './identity-decision.entity.js';
import { type IdentityDecider, type IdentityDecision } from './identity-decision.js';
import { IdentityDecisionsRepository, type RememberedDecision } from './identity-decisions.repository.js';
import { IdentityDecisionInvalidError, IdentityUndoError } from './identity.errors.js';
import { joinedStanding, lastWordOn, regroupedStanding } from './regrouped-standing.js';
import { type CountChanges, RegroupingRepository } from './regrouping.repository.js';

/** A decision that was carried out or taken back, and what it changed in scans. */
export interface Grouped {
  readonly decision: IdentityDecision;
  readonly counts: CountChanges;
}

/** Joins and splits findings, now and for all that is reported later. Must be used inside of `database.write`. */
@Injectable()
export class FindingGrouping {
  constructor(
    private readonly decisions: IdentityDecisionsRepository,
    private readonly regrouping: RegroupingRepository,
  ) {}

  /** @throws FindingNotFoundError, IdentityDecisionInvalidError */
  async join(keptId: string, otherId: string, decider: IdentityDecider): Promise<Grouped> {
    const [kept, other] = await this.both(keptId, otherId);
    refuseJoin(kept, other);
    const remembered = await this.regrouping.remember(otherId, keptId);
    const parts = (await this.decisions.partsInto(other.fingerprint)).map(keyOfPart);
    const decision = decisionOf('join', kept, other, decider);
    await this.decisions.add({ decision, memory: { ...remembered, parts } });
    const redirected = parts.map((part) => ({ ...part, findingId: keptId }));
    await this.decisions.redirect(redirected, kept.fingerprint);
    await this.decisions.addParts([{ ...partOf(other, '', kept, decision), findingId: keptId }]);
    await this.regrouping.moveHistory(otherId, keptId);
    const counts = await this.regrouping.regroup([keptId, otherId], () =>
      this.regrouping.move({ from: other, to: kept }),
    );
    const standing = joinedStanding(kept.standing, other.standing);
    await this.settle(kept.id, { ...kept, standing }, [kept, other], knownTogether(kept, other));
    await this.regrouping.tell([told(kept.id, decider, `joined with ${decision.other}`)]);
    return { decision, counts };
  }

  /** What one tool says of a finding becomes a finding of its own. @throws FindingNotFoundError, IdentityDecisionInvalidError */
  async split(id: string, tool: string, decider: IdentityDecider): Promise<Grouped> {
    const finding = (await this.regrouping.findingsOf([id])).get(id);
    if (finding === undefined) throw new FindingNotFoundError(id);
    const words = await this.regrouping.wordsOf(finding);
    const mine = words.filter((word) => word.tool === tool);
    if (mine.length === 0) throw new IdentityDecisionInvalidError(`${tool} has not reported the finding.`);
    if (mine.length === words.length) {
      throw new IdentityDecisionInvalidError(`Nobody but ${tool} has reported the finding: there is nothing to split.`);
    }
    const partId = uuid();
    const part = { ...finding, id: partId, fingerprint: fingerprintOfSplit(finding.fingerprint, tool, partId) };
    const decision = { ...decisionOf('split', finding, part, decider), tool };
    const origins = await this.decisions.partsInto(finding.fingerprint);
    const ofAll = origins.filter((origin) => origin.tool === '').map(({ fingerprint }) => fingerprint);
    const owns = new Set([finding.fingerprint, ...ofAll, ...mine.map(({ own }) => own)]);
    const overwritten = origins.filter((origin) => origin.tool === tool && owns.has(origin.fingerprint));
    await this.decisions.add({ decision, memory: { overwritten } });
    await this.regrouping.storeFinding(part, []);
    await this.decisions.addParts(
      [...owns].map((own) => {
        const origin = origins.find(({ fingerprint }) => fingerprint === own)?.identity ?? finding;
        return { ...partOf({ ...origin, fingerprint: own }, tool, part, decision), findingId: null };
      }),
    );
    const counts = await this.regrouping.regroup([id, part.id], () =>
      this.regrouping.move({ from: finding, to: part, tool }),
    );
    for (const grouped of [finding, part]) await this.settle(grouped.id, grouped, [finding]);
    await this.regrouping.tell([
      told(id, decider, `what ${tool} says is another finding`),
      told(part.id, decider, `split from another finding, of which ${tool} speaks no more`),
    ]);
    return { decision, counts };
  }

  /** @throws IdentityDecisionNotFoundError, IdentityUndoError */
  async undo(id: string, by: string, at: string): Promise<Grouped> {
    const remembered = await this.decisions.find(id);
    const { decision } = remembered;
    if (decision.undoneAt !== undefined) {
      throw new IdentityUndoError(`The decision was undone at ${decision.undoneAt} by ${decision.undoneBy ?? ''}.`);
    }
    const newest = await this.decisions.newestAbout([decision.findingId, decision.otherId]);
    if (newest !== undefined && newest.id !== id) {
      throw new IdentityUndoError(`A later decision builds on it: undo ${newest.id} first.`);
    }
    await this.decisions.markUndone(id, at, by);
    const decider = { by, at, reason: 'the decision was undone' };
    const counts =
      decision.kind === 'join' ? await this.undoJoin(remembered, decider) : await this.undoSplit(remembered, decider);
    return { decision: { ...decision, undoneAt: at, undoneBy: by }, counts };
  }

  private async undoJoin({ decision, memory }: RememberedDecision, decider: IdentityDecider): Promise<CountChanges> {
    const kept = (await this.regrouping.findingsOf([decision.findingId])).get(decision.findingId);
    await this.decisions.removePartsOf(decision.id);
    if (kept === undefined || memory === undefined || !('finding' in memory)) {
      throw new IdentityUndoError('The finding is not there any more: its scans were deleted.');
    }
    await this.regrouping.restore(memory);
    const other = (await this.regrouping.findingsOf([decision.otherId])).get(decision.otherId);
    if (other === undefined) throw new FindingNotFoundError(decision.otherId);
    await this.decisions.redirect(memory.parts, other.fingerprint);
    const counts = await this.regrouping.regroup([kept.id, other.id], async () => {
      await this.regrouping.restoreSightings(memory, kept);
      await this.regrouping.moveWhatBelongs({ from: kept, to: other });
    });
    await this.settle(kept.id, kept, [kept], knownBefore(kept, findingFromRow(memory.kept)));
    await this.settle(other.id, other, [kept]);
    const left = await this.regrouping.findingsOf([kept.id, other.id]); // without the one whose scans were deleted
    const words = [
      told(kept.id, decider, `no longer joined with ${decision.other}`),
      told(other.id, decider, `no longer joined with ${nameOf(kept)}`),
    ];
    await this.regrouping.tell(words.filter(({ findingId }) => left.has(findingId)));
    return counts;
  }

  private async undoSplit({ decision, memory }: RememberedDecision, decider: IdentityDecider): Promise<CountChanges> {
    const [made] = await this.decisions.partsOf(decision.id);
    await this.decisions.removePartsOf(decision.id);
    if (memory !== undefined && 'overwritten' in memory) await this.putBack(memory.overwritten);
    const found = await this.regrouping.findingsOf([decision.findingId, decision.otherId]);
    const finding = found.get(decision.findingId);
    // one that was deleted with its scans and seen again has another id
    const part =
      found.get(decision.otherId) ?? (made === undefined ? undefined : await this.regrouping.findingWith(made.into));
    if (part === undefined) return new Map(); // nobody sees it any more: only what was to come changes
    if (finding === undefined) {
      throw new IdentityUndoError('The finding that it was split from is not there any more: its scans were deleted.');
    }
    await this.regrouping.moveHistory(part.id, finding.id);
    const counts = await this.regrouping.regroup([finding.id, part.id], () =>
      this.regrouping.move({ from: part, to: finding }),
    );
    const standing = joinedStanding(finding.standing, part.standing);
    await this.settle(finding.id, { ...finding, standing }, [finding, part], knownTogether(finding, part));
    await this.regrouping.tell([told(finding.id, decider, `what ${decision.tool} says belongs to it again`)]);
    return counts;
  }

  /** A part of a join means nothing without the finding. */
  private async putBack(parts: readonly IdentityPartEntity[]): Promise<void> {
    const left = await this.regrouping.findingsOf(parts.flatMap(({ findingId }) => findingId ?? []));
    const meaningful = parts.filter(({ findingId }) => findingId === null || left.has(findingId));
    if (meaningful.length > 0) await this.decisions.addParts(meaningful);
  }

  /** Stores how things stand with a finding after its observations were grouped anew. */
  private async settle(
    id: string,
    { standing }: Finding,
    involved: readonly Finding[],
    lists: Partial<Finding> = {},
  ): Promise<void> {
    const now = (await this.regrouping.findingsOf([id])).get(id);
    const newest = await this.regrouping.newestSightingOf(id);
    if (now === undefined || newest === undefined) return; // deleted: nobody has seen it any more
    const moment = lastWordOn(involved);
    const settled = { ...now, ...lists, standing: regroupedStanding(standing, newest, moment) };
    await this.regrouping.storeFinding(settled, changesOfStanding(id, now.standing, settled.standing, moment));
  }

  private async both(keptId: string, otherId: string): Promise<[Finding, Finding]> {
    const found = await this.regrouping.findingsOf([keptId, otherId]);
    const [kept, other] = [found.get(keptId), found.get(otherId)];
    if (kept === undefined) throw new FindingNotFoundError(keptId);
    if (other === undefined) throw new FindingNotFoundError(otherId);
    return [kept, other];
  }
}
