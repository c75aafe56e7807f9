import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type Identity } from '../fingerprint.js';
import { type FindingEntity } from '../finding.entity.js';
import { type IdentityDecision, type IdentityDecisionKind, type IdentityPart } from './identity-decision.js';

/** Which row a part is, and which finding it cannot do without. */
export type PartKey = Pick<IdentityPartEntity, 'fingerprint' | 'tool' | 'findingId'>;

/** What has to be known to take a join back. */
export interface JoinMemory {
  /** The finding that went, as it was. */
  readonly finding: FindingEntity;
  /** The finding that stayed, as it was. */
  readonly kept: FindingEntity;
  /** Ids of the entries of its history. */
  readonly changes: readonly string[];
  /** The scans that saw it, and when they did so first. */
  readonly seen: readonly { readonly scanId: string; readonly seenAt: string }[];
  /** The parts that belonged to it. */
  readonly parts: readonly PartKey[];
}

/** What has to be known to take a split back. */
export interface SplitMemory {
  /** The parts that an earlier decision had made, in whose place those of this one came. */
  readonly overwritten: readonly IdentityPartEntity[];
}

/** Row of a decision to join or to split findings. It outlives the findings: what was decided stays in force. */
@Entity('identity_decisions')
@Index('identity_decisions_by_finding', ['findingId'])
@Index('identity_decisions_by_other', ['otherId'])
export class IdentityDecisionEntity {
  /** UUID version 7: sorted by time. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) kind: IdentityDecisionKind;
  @Column({ type: 'text', name: 'decided_at' }) decidedAt: string;
  @Column({ type: 'text', name: 'decided_by' }) decidedBy: string;
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'text', name: 'finding_id' }) findingId: string;
  @Column({ type: 'text', name: 'other_id' }) otherId: string;
  @Column({ type: 'text' }) other: string;
  @Column({ type: 'text', nullable: true }) tool: string | null;
  @Column({ type: 'simple-json', nullable: true }) memory: JoinMemory | SplitMemory | null;
  @Column({ type: 'text', nullable: true, name: 'undone_at' }) undoneAt: string | null;
  @Column({ type: 'text', nullable: true, name: 'undone_by' }) undoneBy: string | null;
}

/** Row of what observations with a certain fingerprint belong to. */
@Entity('identity_parts')
@Index('identity_parts_by_into', ['into'])
@Index('identity_parts_by_finding', ['findingId'])
@Index('identity_parts_by_decision', ['decisionId'])
export class IdentityPartEntity {
  @PrimaryColumn({ type: 'text' }) fingerprint: string;
  /** Empty for all tools. */
  @PrimaryColumn({ type: 'text' }) tool: string;
  @Column({ type: 'text', name: 'into_fingerprint' }) into: string;
  /** Of a join: without the finding it means nothing. Null for a split, whose finding may come back. */
  @ForeignKey('findings', { onDelete: 'CASCADE', name: 'identity_parts_finding' })
  @Column({ type: 'text', nullable: true, name: 'finding_id' })
  findingId: string | null;
  @ForeignKey('identity_decisions', { onDelete: 'CASCADE', name: 'identity_parts_decision' })
  @Column({ type: 'text', name: 'decision_id' })
  decisionId: string;
  @Column({ type: 'simple-json' }) identity: Identity;
}

export function decisionFromRow(row: IdentityDecisionEntity): IdentityDecision {
  const { id, kind, decidedAt, decidedBy, reason, findingId, otherId, other, tool, undoneAt, undoneBy } = row;
  return {
    ...{ id, kind, decidedAt, decidedBy, reason, findingId, otherId, other },
    ...(tool === null ? {} : { tool }),
    ...(undoneAt === null ? {} : { undoneAt }),
    ...(undoneBy === null ? {} : { undoneBy }),
  };
}

export function partFromRow({ fingerprint, tool, into, findingId, identity }: IdentityPartEntity): IdentityPart {
  return {
    fingerprint,
    ...(tool === '' ? {} : { tool }),
    into,
    kind: findingId === null ? 'split' : 'join',
    identity,
  };
}
