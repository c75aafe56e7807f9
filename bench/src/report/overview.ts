import { type Bar, type BarChart } from '../charts/chart.js';
import { ratioText } from './figure-text.js';
import { figureOf, type BenchResult, type RowResult } from './result.js';

/** How far each row is from its promise: 1 is the promise itself, shorter is better. */
export function overviewOf(results: readonly BenchResult[]): BarChart {
  return {
    kind: 'bars',
    id: 'overview',
    title: 'How far each row is from its promise (1 = the promise, shorter is better)',
    x: { label: 'share of what is allowed', scale: 'linear' },
    mark: 1,
    bars: results.flatMap(({ rows }) => rows.flatMap(barOf)),
  };
}

function barOf(row: RowResult): Bar[] {
  if (row.reached === undefined || row.ours === undefined) return [];
  const shares = row.reach.map((reach) => {
    const figure = figureOf(reach, row);
    return reach.is === 'at most' ? figure / reach.value : reach.value / figure;
  });
  const share = Math.max(...shares);
  const shown = Math.min(share, 3); // one row that is far off must not make the others unreadable
  return [{ label: row.what, value: shown, text: ratioText(share), tone: row.reached ? 'good' : 'bad' }];
}
