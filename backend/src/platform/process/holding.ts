import { weaknessOf, works } from './isolation.js';
import { MemoryGroups } from './memory-groups.js';
import { ProcTable, type ProcessTable, PsTable } from './process-table.js';
import { SharedTable } from './shared-table.js';
import { type WrapperPlan } from './wrapper-command.js';

/** How runs are held on this machine. */
export interface Holding {
  readonly plan: WrapperPlan;
  readonly table: ProcessTable;
  /** Absent where memory cannot be capped. */
  readonly memory?: MemoryGroups;
}

/** `warn` is told of each protection that this machine does not offer. */
export async function findHolding(
  findPlan: () => Promise<WrapperPlan>,
  warn: (message: string) => void,
): Promise<Holding> {
  const plan = await findPlan();
  const table = new SharedTable(plan.tier === 'group' ? new PsTable() : new ProcTable());
  const memory = await memoryOf(plan);
  const lost = weaknessOf(plan.tier);
  if (lost !== undefined) warn(lost);
  if (memory === undefined) warn('the memory of tools is not limited: there is no control group that we may write to');
  return { plan, table, ...(memory === undefined ? {} : { memory }) };
}

/** Tried by letting a program join a group, because a folder that can be written to may still refuse that. */
async function memoryOf(plan: WrapperPlan): Promise<MemoryGroups | undefined> {
  if (plan.tier === 'group' || plan.sh === undefined) return undefined;
  const groups = await MemoryGroups.find();
  const trial = await groups?.create(`trial-${process.pid}`, 64 * 1024 ** 2).catch(() => undefined);
  if (trial === undefined) return undefined;
  const isUsable = await works(plan, { memoryGroup: trial.joinFile });
  await trial.remove();
  return isUsable ? groups : undefined;
}
