import { type NewAuthorisation } from '../api/generated/model/newAuthorisation';
import { type NewScan } from '../api/generated/model/newScan';
import { type Tool } from '../api/generated/model/tool';

export type Profile = NewScan['profile'] & string;

/** The statement as it is typed; scope lines are separated by line breaks. */
export interface TypedAuthorisation {
  readonly authorisedBy: string;
  readonly scope: string;
  readonly note: string;
}

/** What the user chose; `tools` is absent while the profile decides. */
export interface ScanChoices {
  readonly target: string;
  readonly profile: Profile;
  readonly tools?: readonly string[];
  /** Whether tools run anew although they ran the same way a few minutes ago. */
  readonly fresh: boolean;
  /** Absent when one is on record. */
  readonly authorisation?: TypedAuthorisation;
}

export function newScanOf({ target, profile, tools, fresh, authorisation }: ScanChoices): NewScan {
  return {
    target: target.trim(),
    practiceTarget: false,
    profile,
    fresh,
    ...(tools === undefined ? {} : { tools: [...tools] }),
    ...(authorisation === undefined ? {} : { authorisation: statementOf(authorisation) }),
  };
}

function statementOf({ authorisedBy, scope, note }: TypedAuthorisation): NewAuthorisation {
  const lines = scope.split('\n').map((line) => line.trim());
  const covered = lines.filter((line) => line !== '');
  return {
    authorisedBy: authorisedBy.trim(),
    ...(covered.length === 0 ? {} : { scope: covered }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}

/** The tools that a profile can run. */
export function toolsOfProfile(tools: readonly Tool[], profile: Profile): readonly Tool[] {
  return tools.filter((tool) => tool.profiles.includes(profile));
}

/** Ids of the tools that a profile runs when nobody chooses. */
export function defaultTools(tools: readonly Tool[], profile: Profile): readonly string[] {
  return toolsOfProfile(tools, profile)
    .filter((tool) => tool.byDefault)
    .map(({ id }) => id);
}
