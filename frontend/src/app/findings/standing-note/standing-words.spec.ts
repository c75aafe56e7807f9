import { type Standing } from '../../api/generated/model/standing';
import { noteOf, presenceInWords } from './standing-words';

const standing = (part: Partial<Standing> = {}): Standing => ({
  state: 'open',
  presence: 'seen',
  since: '2026-01-01T00:00:00.000Z',
  scanId: 'scan-1',
  ...part,
});
const words = (part: Partial<Standing>): string[] => noteOf(standing(part)).map(({ text }) => text);

describe('the words for a standing', () => {
  it('are none for what is open and seen', () => {
    expect(words({})).toEqual([]);
  });

  it('tell what is decided and what is not known', () => {
    expect(words({ state: 'reopened' })).toEqual(['Reopened']);
    expect(words({ presence: 'unknown' })).toEqual(['Unknown']);
    expect(words({ state: 'fixed', presence: 'gone' })).toEqual(['Fixed']);
    expect(words({ state: 'false_positive', presence: 'gone' })).toEqual(['False positive', 'Gone']);
  });

  it('give the reason', () => {
    expect(presenceInWords(standing({ presence: 'gone', reason: 'tls looked again' }))).toBe(
      'Proven to be gone: tls looked again.',
    );
    expect(presenceInWords(standing({ presence: 'unknown', reason: 'nmap failed' }))).toBe(
      'Not known to be there any more: nmap failed.',
    );
  });
});
