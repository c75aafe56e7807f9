/** One question of a browsing trace: what was asked for, or what changed. */
export type TraceStep = { readonly asks: string } | { readonly changes: string };

/**
 * What the console asks in an hour of ten people: somebody opens the list, a scan of it (recent ones far more often than old
 * ones), its runs, findings and coverage, some findings, and goes back. Now and then a scan changes.
 * @param random 0 <= x < 1
 */
export function browsingTrace(steps: number, random: () => number): readonly TraceStep[] {
  const trace: TraceStep[] = [];
  while (trace.length < steps) {
    trace.push({ asks: '/scans' });
    const scan = Math.floor(200 * random() ** 3); // the latest most of all
    for (const part of ['', '/runs', '/findings', '/coverage']) trace.push({ asks: `/scans/${scan}${part}` });
    for (let opened = Math.floor(random() * 4); opened > 0; opened -= 1) {
      trace.push({ asks: `/scans/${scan}/findings/${Math.floor(30 * random() ** 2)}` });
    }
    if (random() < 0.1) trace.push({ changes: `${Math.floor(5 * random())}` });
  }
  return trace.slice(0, steps);
}
