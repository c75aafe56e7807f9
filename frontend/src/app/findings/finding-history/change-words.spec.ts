import { type FindingChange } from '../../api/generated/model/findingChange';
import { changeInWords } from './change-words';

const change = (part: Partial<FindingChange>): FindingChange => ({ id: 'c', at: '', field: 'state', ...part });

describe('the words for a change', () => {
  it.each<[Partial<FindingChange>, string]>([
    [{ before: 'open', after: 'false_positive' }, 'open → false positive'],
    [{ field: 'presence', after: 'gone' }, 'Proven to be gone'],
    [{ field: 'presence', after: 'unknown' }, 'Not known to be there any more'],
    [{ field: 'presence', after: 'seen' }, 'Seen again'],
    [{ field: 'assignee', after: 'Bob' }, 'Assigned to Bob'],
    [{ field: 'assignee', before: 'Bob' }, 'No longer assigned to Bob'],
    [{ field: 'severity', after: 'low' }, 'Severity set to low'],
    [{ field: 'severity', before: 'low' }, 'Severity as scans say'],
    [{ field: 'accepted_until', after: '2030-01-01T00:00:00Z' }, 'Accepted until 2030-01-01'],
    [{ field: 'identity', after: 'joined with TLS 1.0' }, 'Joined with TLS 1.0'],
    [{ field: 'comment', after: 'Why?' }, 'Why?'],
  ])('%j are %s', (part, words) => {
    expect(changeInWords(change(part))).toBe(words);
  });
});
