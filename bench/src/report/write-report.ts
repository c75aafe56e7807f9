import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { svgOf } from '../charts/svg-chart.js';
import { overviewOf } from './overview.js';
import { pageOf } from './page.js';
import { type Report } from './result.js';

const STYLE = { printWidth: 120 };

/** Writes results.json, README.md and the plots into a folder, formatted as the rest of the workspace is. */
export async function writeReport(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const charts = [overviewOf(report.benches), ...report.benches.flatMap((result) => result.charts)];
  await Promise.all([
    writeFile(
      join(folder, 'results.json'),
      await format(JSON.stringify(storedOf(report)), { ...STYLE, parser: 'json' }),
    ),
    writeFile(join(folder, 'README.md'), await format(pageOf(report), { ...STYLE, parser: 'markdown' })),
    ...charts.map((chart) => writeFile(join(folder, `${chart.id}.svg`), svgOf(chart))),
  ]);
}

/** Everything that was measured, without the plots; numbers with six digits that count. */
function storedOf({ benches, ...report }: Report): unknown {
  const stored = benches.map(({ bench, rows, notes, seconds, failure }) => {
    const { id, title, about } = bench;
    return { id, title, about, seconds, failure, rows, notes };
  });
  const text = JSON.stringify({ ...report, benches: stored }, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );
  return JSON.parse(text);
}
