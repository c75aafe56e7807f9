import { type Profile } from '../tools/tool-adapter.js';
import { type NewAuthorisation } from '../targets/authorisation.js';

/** What a user asks for when starting a scan. Without a target it is the practice target's. */
export interface ScanRequest {
  readonly target?: string;
  readonly profile: Profile;
  /** Ids of the tools to run; absent means the profile's default. */
  readonly tools?: readonly string[];
  readonly ports?: readonly number[];
  /** Whether every tool runs anew, although the output of a recent run might do. */
  readonly fresh: boolean;
  readonly authorisation?: NewAuthorisation;
}
