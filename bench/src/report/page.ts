import { type Chart } from '../charts/chart.js';
import { figureText, ratioText, reachText } from './figure-text.js';
import { overviewOf } from './overview.js';
import { type BenchResult, type Report, type RowResult } from './result.js';
import { cellsOf, HEADINGS } from './table.js';

/** The page about a report, as Markdown; the plots lie beside it. */
export function pageOf(report: Report): string {
  return [
    '# Performance',
    'Written by `npx nx bench`. Do not edit: run it again. The raw numbers are in [results.json](results.json).',
    ...circumstances(report),
    '## The table',
    'Ours and the baseline take turns in one process (A B A B ...). The ratio is the median of the ratios of the rounds unless a ' +
      'row says otherwise, so it holds on a machine that others use too; absolute figures drift with the machine.',
    markdownTable(
      HEADINGS,
      report.benches.flatMap(({ rows }) => rows.map(cellsOf)),
    ),
    `![How far each row is from its promise](${overviewOf(report.benches).id}.svg)`,
    ...shortfalls(report.benches),
    ...report.benches.flatMap(sectionOf),
  ].join('\n\n');
}

function circumstances({ mode, startedAt, seconds, machine, versions }: Report): string[] {
  const { cores, model, memoryGb, system, loadBefore } = machine;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const size = mode === 'quick' ? '**Quick mode: smaller sizes, fewer rounds. Not the figures that count.** ' : '';
  return [
    `${size}Measured on ${startedAt.slice(0, 10)} in ${Math.round(seconds)} s. Machine: ${cores} cores (${model}), ` +
      `${memoryGb} GB, ${system}, load ${loadBefore} in the minute before. Versions: ${named.join(', ')}.`,
  ];
}

function shortfalls(results: readonly BenchResult[]): string[] {
  const missed = results.flatMap(({ rows, failure }) =>
    rows.filter(({ reached }) => reached === false).map((row) => `- **${row.what}**: ${failure ?? row.ifNotReached}`),
  );
  return ['## Not reached', missed.length === 0 ? 'Nothing: every promise was kept in this run.' : missed.join('\n')];
}

function sectionOf({ bench, rows, notes, charts, seconds, failure }: BenchResult): string[] {
  return [
    `## ${bench.title}`,
    `${bench.about} (\`--only ${bench.id}\`, ${Math.round(seconds)} s)`,
    ...(failure === undefined ? [] : [`**Not measured: ${failure}**`]),
    markdownTable(['', 'n', 'median', 'p95', 'least', 'most'], rows.flatMap(detailsOf)),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
    ...charts.map(({ id, title }: Chart) => `![${title}](${id}.svg)`),
  ];
}

function detailsOf(row: RowResult): string[][] {
  const { unit, statistic } = row;
  const promise = row.reach.length === 0 ? '' : ` (reach ${reachText(row.reach, unit)}, ${statistic ?? 'median'})`;
  const lines: [string, RowResult['ours'], (figure: number) => string][] = [
    [`${row.what}${promise}`, row.ours, (figure) => figureText(figure, unit)],
    [`- ${row.baseline ?? 'baseline'}`, row.theirs, (figure) => figureText(figure, unit)],
    ['- ratio', row.ratio, ratioText],
  ];
  return lines.flatMap(([title, summary, print]) =>
    summary === undefined
      ? []
      : [[title, String(summary.n), ...[summary.median, summary.p95, summary.min, summary.max].map(print)]],
  );
}

function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
