import { type FindingChange } from '../../api/generated/model/findingChange';

/** One change in a few words, without who made it and why. */
export function changeInWords({ field, before, after }: FindingChange): string {
  switch (field) {
    case 'state':
      return `${inWords(before)} → ${inWords(after)}`;
    case 'presence':
      if (after === 'gone') return 'Proven to be gone';
      return after === 'unknown' ? 'Not known to be there any more' : 'Seen again';
    case 'assignee':
      return after === undefined ? `No longer assigned to ${before ?? 'anybody'}` : `Assigned to ${after}`;
    case 'severity':
      return after === undefined ? 'Severity as scans say' : `Severity set to ${after}`;
    case 'accepted_until':
      return after === undefined ? 'No longer accepted' : `Accepted until ${after.slice(0, 10)}`;
    case 'identity':
      return capitalised(after);
    case 'comment':
      return after ?? '';
  }
}

function inWords(state = ''): string {
  return state.replaceAll('_', ' ');
}

function capitalised(text = ''): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
