import { type Identity } from '../fingerprint.js';

/** `join`: several findings are one. `split`: what one tool says of a finding is another finding. */
export const IDENTITY_DECISION_KINDS = ['join', 'split'] as const;

export type IdentityDecisionKind = (typeof IDENTITY_DECISION_KINDS)[number];

/** What a person has decided about which observations are one finding, against what their fingerprints say. */
export interface IdentityDecision {
  readonly id: string;
  readonly kind: IdentityDecisionKind;
  readonly decidedAt: string;
  readonly decidedBy: string;
  readonly reason: string;
  /** The finding that stayed. */
  readonly findingId: string;
  /** The finding that became part of it, or that came out of it. */
  readonly otherId: string;
  /** The title and the place of the other one, for people. */
  readonly other: string;
  /** The tool whose observations were split off. */
  readonly tool?: string;
  readonly undoneAt?: string;
  readonly undoneBy?: string;
}

/** Where observations belong that have a fingerprint of another finding. */
export interface IdentityPart {
  /** The fingerprint that they have by themselves. */
  readonly fingerprint: string;
  /** Only those of this tool; absent means of all tools. */
  readonly tool?: string;
  /** The fingerprint of the finding that they belong to. */
  readonly into: string;
  readonly kind: IdentityDecisionKind;
  /** What the fingerprint was made of. */
  readonly identity: Identity;
}

/** Who decides, why and when. */
export interface IdentityDecider {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}
