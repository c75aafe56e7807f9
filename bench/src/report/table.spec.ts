import { type RowSpec } from '../bench.js';
import { type BenchResult, rowResult } from './result.js';
import { shortfallText, tableText } from './table.js';

const kept: RowSpec = {
  id: 'kept',
  what: 'rows written',
  unit: 'rows/s',
  baseline: 'one connection',
  reach: [{ of: 'ratio', is: 'at least', value: 1.8 }],
  ifNotReached: 'never told',
};
const missed: RowSpec = {
  id: 'missed',
  what: 'event loop delay',
  unit: 'ms',
  reach: [{ of: 'ours', is: 'at most', value: 50 }],
  ifNotReached: 'A lot is done at once.',
};

const results: readonly BenchResult[] = [
  {
    bench: { id: 'b', title: 'Database', about: '', rows: [kept, missed] },
    rows: [rowResult(kept, { ours: [24_000], baseline: [12_000] }), rowResult(missed, { ours: [70] })],
    notes: [],
    charts: [],
    seconds: 1,
  },
];

describe(tableText.name, () => {
  it('tells of each row what, ours, baseline, ratio, reach and whether it is reached', () => {
    const text = tableText(results).split('\n').map((line) => line.split(/ {2,}/)); // prettier-ignore

    expect(text[0]).toEqual(['what', 'ours', 'baseline', 'ratio', 'reach', 'reached']);
    expect(text[2]).toEqual(['[Database]']);
    expect(text[3]).toEqual(['rows written / one connection', '24,000 rows/s', '12,000 rows/s', '2.000', '>= 1.8 x', 'yes']); // prettier-ignore
    expect(text[4]).toEqual(['event loop delay', '70 ms', '<= 50 ms', 'NO']);
  });
});

describe(shortfallText.name, () => {
  it('explains what is not reached, and nothing else', () => {
    expect(shortfallText(results)).toBe('NOT REACHED: event loop delay. A lot is done at once.');
  });

  it('says of a bench that broke why it broke', () => {
    const [broken] = results.map((result) => ({ ...result, failure: 'It ended by SIGKILL.' }));

    expect(shortfallText([broken!])).toContain('It ended by SIGKILL.');
  });
});
