import { aFinding } from '../../../testing/builders';
import { choicesFor, decisionFrom, missingIn, obstacleToJoin } from './identity-words';

const at = (id: string, host: string) => aFinding({ id, endpoint: { ...aFinding().endpoint, host } });

describe('the words of a decision about identity', () => {
  const finding = aFinding({ id: 'a', tools: ['nmap', 'tls'] });
  const other = aFinding({ id: 'b' });

  it('offer the findings of which one stays, or the tools of which one speaks of something else', () => {
    const join = choicesFor({ kind: 'join', findings: [finding, other] });
    const split = choicesFor({ kind: 'split', finding });

    expect(join.map(({ value }) => value)).toEqual(['a', 'b']);
    expect(split.map(({ value }) => value)).toEqual(['nmap', 'tls']);
  });

  it.each([
    [{ choice: '', reason: 'same', by: 'Anna' }, 'Choose which one stays.'],
    [{ choice: 'a', reason: ' ', by: 'Anna' }, 'Say why: others have to understand it later.'],
    [{ choice: 'a', reason: 'same', by: '' }, 'Say who decides.'],
    [{ choice: 'a', reason: 'same', by: 'Anna' }, undefined],
  ])('%j miss: %s', (words, missing) => {
    expect(missingIn('join', words)).toBe(missing);
  });

  it('let the chosen finding stay and the others become part of it', () => {
    const words = { choice: 'b', reason: ' same ', by: ' Anna ' };

    expect(decisionFrom({ kind: 'join', findings: [finding, other] }, words)).toEqual({
      id: 'b',
      join: { findings: ['a'], reason: 'same', by: 'Anna' },
    });
  });

  it('split off what the chosen tool says', () => {
    const words = { choice: 'tls', reason: 'another', by: 'Anna' };

    expect(decisionFrom({ kind: 'split', finding }, words)).toEqual({
      id: 'a',
      split: { tool: 'tls', reason: 'another', by: 'Anna' },
    });
  });

  it.each([
    [[at('a', 'h')], 'Choose at least two findings.'],
    [[at('a', 'h'), at('b', 'other')], 'Only findings of one host can be one.'],
    [[at('a', 'h'), at('b', 'H')], undefined],
  ])('know what cannot be joined', (findings, obstacle) => {
    expect(obstacleToJoin(findings)).toBe(obstacle);
  });
});
