import { join, relative } from 'node:path';
import { type Bench } from './bench.js';
import { type Order, orderOf, USAGE } from './command-line.js';
import { BENCHES } from './registry.js';
import { describeMachine, describeVersions } from './report/machine.js';
import { type BenchResult, type Report } from './report/result.js';
import { shortfallText, tableText } from './report/table.js';
import { writeReport } from './report/write-report.js';
import { measuredInChild } from './running/measured-in-child.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Only a complete run in full writes the page that is committed: everything else would replace its figures by worse ones. */
function placeOf({ mode, only, out }: Order): string {
  if (out !== undefined) return out;
  return mode === 'full' && only.length === 0 ? join(ROOT, 'docs/performance') : join(ROOT, 'dist/performance');
}

async function measureAll(benches: readonly Bench[], { mode }: Order): Promise<Report> {
  const begun = { startedAt: new Date().toISOString(), machine: describeMachine(), versions: describeVersions() };
  const startedAt = performance.now();
  const results: BenchResult[] = [];
  for (const bench of benches) {
    console.log(`== ${bench.title}`);
    const result = await measuredInChild(bench, mode);
    console.log(`   ${result.failure ?? 'done'} (${result.seconds.toFixed(1)} s)`);
    results.push(result);
  }
  return { mode, ...begun, seconds: (performance.now() - startedAt) / 1000, benches: results };
}

async function main(): Promise<void> {
  const order = orderOf(
    process.argv.slice(2),
    BENCHES.map(({ id }) => id),
  );
  const chosen = BENCHES.filter(({ id }) => order.only.length === 0 || order.only.includes(id));
  const report = await measureAll(chosen, order);
  const { cores, model, memoryGb } = report.machine;
  console.log(`\n${order.mode} mode, ${cores} cores (${model}), ${memoryGb} GB, ${report.seconds.toFixed(0)} s\n`);
  console.log(tableText(report.benches));
  console.log(`\n${shortfallText(report.benches)}`);
  const place = placeOf(order);
  await writeReport(report, place);
  console.log(`\nWritten: ${relative(process.cwd(), place)}/README.md, results.json and the plots.`);
  if (report.benches.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exit(1);
});
