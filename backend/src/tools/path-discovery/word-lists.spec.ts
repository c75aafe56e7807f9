import { existsSync, readFileSync } from 'node:fs';
import { PROFILES, type Profile } from '../tool-adapter.js';
import { isNobodysPath, kindOf } from './path-baseline.js';
import { wordListOf, WORDLIST_SIZES } from './word-lists.js';

const wordsOf = (profile: Profile): string[] =>
  readFileSync(wordListOf(profile), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

describe('the word lists', () => {
  it.each(PROFILES)('hold as many paths as the %s profile says', (profile) => {
    expect(existsSync(wordListOf(profile))).toBe(true);
    expect(wordsOf(profile).filter((word) => !isNobodysPath(word))).toHaveLength(WORDLIST_SIZES[profile]);
  });

  it.each(PROFILES)('hold a path that nobody has for each kind of path (%s)', (profile) => {
    const words = wordsOf(profile);
    const covered = new Set(words.filter(isNobodysPath).map(kindOf));

    expect([...new Set(words.map(kindOf))].filter((kind) => !covered.has(kind))).toEqual([]);
  });

  it('grow from profile to profile', () => {
    const [quick, standard, deep] = PROFILES.map((profile) => new Set(wordsOf(profile)));

    expect([...quick!].filter((word) => !standard!.has(word))).toEqual([]);
    expect([...standard!].filter((word) => !deep!.has(word))).toEqual([]);
  });

  it.each(PROFILES)('hold relative paths only, each once (%s)', (profile) => {
    const words = wordsOf(profile);

    expect(words.filter((word) => !/^[\w.~-][\w.~/-]*$/.test(word) || word.includes('..'))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('leave out paths that may change something when they are asked for', () => {
    expect(wordsOf('deep').filter((word) => /logout|signout|delete|remove|shutdown|reboot|reset/i.test(word))).toEqual(
      [],
    );
  });
});
