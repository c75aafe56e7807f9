// The process that outlives the server by a moment; see reaper.ts. Started as a script of its own.
import { createInterface } from 'node:readline';
import { MemberWatch } from './member-watch.js';
import { type LeftRun } from './process-contract.js';
import { killMembers } from './process-ending.js';
import { ProcTable } from './process-table.js';
import { decodeMessage } from './reaper-message.js';
import { SharedTable } from './shared-table.js';

const runs = new Map<string, LeftRun>();

// Whoever stops the server may send these to all its processes; this one must see the server end first.
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const message = decodeMessage(line);
  if ('watch' in message) runs.set(message.watch.token, message.watch);
  else runs.delete(message.forget);
}

const table = new SharedTable(new ProcTable());
await Promise.all([...runs.values()].map((run) => killMembers(MemberWatch.ofLeftRun(table, run))));
