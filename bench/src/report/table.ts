import { figureText, ratioText, reachText } from './figure-text.js';
import { type BenchResult, type RowResult } from './result.js';

export const HEADINGS = ['what', 'ours', 'baseline', 'ratio', 'reach', 'reached'] as const;

/** The cells of one row, in the order of the headings. */
export function cellsOf(row: RowResult): readonly string[] {
  const statistic = row.statistic ?? 'median';
  const baseline = row.theirs === undefined ? '' : figureText(row.theirs[statistic], row.unit);
  return [
    row.baseline === undefined ? row.what : `${row.what} / ${row.baseline}`,
    figureText(row.ours?.[statistic] ?? NaN, row.unit),
    baseline,
    row.ratio === undefined ? '' : ratioText(row.ratio[statistic]),
    reachText(row.reach, row.unit),
    row.reached === undefined ? '' : row.reached ? 'yes' : 'NO',
  ];
}

/** The table for the terminal. */
export function tableText(results: readonly BenchResult[]): string {
  const groups = results.map(({ bench, rows }) => ({ title: bench.title, rows: rows.map(cellsOf) }));
  const all = [HEADINGS, ...groups.flatMap(({ rows }) => rows)];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(HEADINGS), rule, ...groups.flatMap(({ title, rows }) => [`[${title}]`, ...rows.map(line)])].join('\n');
}

/** Why rows are not reached, in words. */
export function shortfallText(results: readonly BenchResult[]): string {
  const lines = results.flatMap(({ rows, failure }) =>
    rows
      .filter(({ reached }) => reached === false)
      .map((row) => `NOT REACHED: ${row.what}. ${failure ?? row.ifNotReached}`),
  );
  return lines.join('\n');
}
