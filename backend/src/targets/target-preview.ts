import { type JudgedHost } from './target-resolution.js';
import { type ParsedTarget } from './target.js';

/** What a scan of a text would examine, found out without starting one. */
export interface TargetPreview {
  readonly target: ParsedTarget;
  /** Every address behind the target with its verdict; empty when the name has none or is itself out of scope. */
  readonly hosts: readonly JudgedHost[];
  /** Why it may not be scanned, in a sentence for the user; absent when the scope policy accepts all of it. */
  readonly refusal?: string;
  /** What an authorisation is missing, as a clause for the user; absent when a recorded one covers every address now. */
  readonly gap?: string;
}
