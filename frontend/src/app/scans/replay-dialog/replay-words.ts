import { type ChangedObservation } from '../../api/generated/model/changedObservation';
import { type ChangedObservationFieldsItem } from '../../api/generated/model/changedObservationFieldsItem';
import { type Replay } from '../../api/generated/model/replay';
import { type ToolRun } from '../../api/generated/model/toolRun';
import { type VanishedObservation } from '../../api/generated/model/vanishedObservation';
import { type Severity } from '../../ui/severity';

/** One observation in the list of a preview. */
export interface ReplayLine {
  readonly severity: Severity;
  readonly title: string;
  readonly place: string;
  readonly rule: string;
  /** What is worth knowing beside it; empty when there is nothing. */
  readonly note: string;
}

/** Observations that share what becomes of them. */
export interface ReplayGroup {
  readonly title: string;
  readonly lines: readonly ReplayLine[];
  /** How many more there are than lines. */
  readonly more: number;
}

const FIELDS: Readonly<Record<ChangedObservationFieldsItem, string>> = {
  severity: 'severity',
  evidence: 'evidence',
  title: 'title',
  description: 'description',
  remediation: 'remedy',
  references: 'references',
};

const REPLAYABLE: readonly ToolRun['state'][] = ['succeeded', 'partial', 'failed', 'timed_out', 'cached', 'imported'];

/** Whether there is a whole output of a run that could be read again. */
export function isReplayable({ state, artefact, droppedBytes }: ToolRun): boolean {
  return artefact !== undefined && droppedBytes === 0 && REPLAYABLE.includes(state);
}

/** Whether today's reading is that of then. */
export function isSame({ added, vanished, changed }: Replay): boolean {
  return added.count + vanished.count + changed.count === 0;
}

/** A preview in a sentence. */
export function summaryOf(replay: Replay): string {
  const { before, after } = replay;
  if (isSame(replay)) return `Nothing differs: ${counted(after)}, read as they were.`;
  return `${counted(before)} then, ${after} now.`;
}

/** The lists of a preview, without those that are empty. */
export function groupsOf({ added, vanished, changed }: Replay): readonly ReplayGroup[] {
  const groups = [
    groupOf(
      'New',
      added.count,
      added.items.map((seen) => lineOf(seen, '')),
    ),
    groupOf(
      'Gone',
      vanished.count,
      vanished.items.map((seen) => lineOf(seen, decisionOf(seen))),
    ),
    groupOf(
      'Changed',
      changed.count,
      changed.items.map((seen) => lineOf(seen, changeOf(seen))),
    ),
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function groupOf(word: string, count: number, lines: readonly ReplayLine[]): ReplayGroup {
  return { title: `${word} (${count})`, lines, more: count - lines.length };
}

function lineOf({ severity, title, endpoint, rule }: Omit<VanishedObservation, 'state'>, note: string): ReplayLine {
  return { severity, title, place: endpoint.label, rule, note };
}

function decisionOf({ state }: VanishedObservation): string {
  if (state === 'open' || state === 'reopened') return '';
  return `decided: ${state.replace('_', ' ')}; lost unless another run has seen it too`;
}

function changeOf({ fields, before, severity, title }: ChangedObservation): string {
  return fields
    .map((field) => {
      if (field === 'severity' && before.severity !== severity) return `severity was ${before.severity}`;
      if (field === 'title' && before.title !== title) return `title was “${before.title}”`;
      return `other ${FIELDS[field]}`;
    })
    .join(', ');
}

function counted(count: number): string {
  return count === 1 ? '1 observation' : `${count} observations`;
}
