import { z } from 'zod';
import { FINDING_STATES } from '../../findings/finding-state.js';
import {
  type ChangedObservation,
  type Named,
  type ReadingDifference,
  type ReadObservation,
  type VanishedObservation,
} from '../../findings/reading-difference.js';
import { READ_FIELDS } from '../../findings/run-reading.js';
import { SEVERITIES } from '../../findings/severity.js';
import { plainLine } from '../../platform/http/plain-text.js';
import { type Replay } from '../../scans/run-replays.js';
import { EndpointDto, endpointDtoOf } from '../../targets/endpoint.dto.js';

const ReadObservationDto = z
  .object({
    weakness: z.string().describe('Tool-independent name of what is wrong.'),
    rule: z.string().describe("The tool's own name of the rule that fired."),
    title: z.string().describe('One line for people.'),
    endpoint: EndpointDto.describe('Where it is.'),
    severity: z.enum(SEVERITIES).describe('How bad it is.'),
  })
  .meta({ id: 'ReadObservation' });
type ReadObservationDto = z.infer<typeof ReadObservationDto>;

const VanishedObservationDto = ReadObservationDto.extend({
  state: z.enum(FINDING_STATES).describe('What is decided about its finding: lost when nobody else has seen it.'),
}).meta({ id: 'VanishedObservation' });
type VanishedObservationDto = z.infer<typeof VanishedObservationDto>;

const ChangedObservationDto = ReadObservationDto.extend({
  fields: z.array(z.enum(READ_FIELDS)).describe('What differs of it; `references` stands for CWE, CVE and pages.'),
  before: z
    .object({
      severity: z.enum(SEVERITIES).describe('How bad it was said to be.'),
      title: z.string().describe('The line for people until then.'),
    })
    .describe('What is stored until then.'),
}).meta({ id: 'ChangedObservation' });
type ChangedObservationDto = z.infer<typeof ChangedObservationDto>;

const counted = { count: z.number().int().describe('How many there are.') };
const ReadObservationsDto = z
  .object({ ...counted, items: z.array(ReadObservationDto).describe('The first 100 of them.') })
  .meta({ id: 'ReadObservations' });
const VanishedObservationsDto = z
  .object({ ...counted, items: z.array(VanishedObservationDto).describe('The first 100 of them.') })
  .meta({ id: 'VanishedObservations' });
const ChangedObservationsDto = z
  .object({ ...counted, items: z.array(ChangedObservationDto).describe('The first 100 of them.') })
  .meta({ id: 'ChangedObservations' });

export const ReplayDto = z
  .object({
    runId: z.string().describe('The run whose output was read again.'),
    scanId: z.string().describe('The scan it belongs to.'),
    tool: z.string().describe('Id of the tool.'),
    before: z.number().int().describe('How many observations were stored, one for each finding and rule.'),
    after: z.number().int().describe('How many are read today.'),
    added: ReadObservationsDto.describe('Observations that come.'),
    vanished: VanishedObservationsDto.describe('Observations that go.'),
    changed: ChangedObservationsDto.describe('Observations that stay and say something else.'),
    previewDigest: z.string().describe('Give it back to apply this very difference.'),
    appliedAt: z.string().optional().describe('When it was applied, ISO 8601 in UTC; absent when nothing was changed.'),
  })
  .meta({ id: 'Replay' });
export type ReplayDto = z.infer<typeof ReplayDto>;

export const ApplyReplayDto = z
  .strictObject({
    previewDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'use the previewDigest of a preview')
      .describe('The digest that the preview gave.'),
    by: plainLine(100).optional().describe('Who wants it: kept with the note in the events of the scan.'),
  })
  .meta({ id: 'ApplyReplay' });
export type ApplyReplayDto = z.infer<typeof ApplyReplayDto>;

export function replayDtoOf({ run, difference, appliedAt }: Replay): ReplayDto {
  const { digest, before, after } = difference;
  return {
    runId: run.id,
    scanId: run.scanId,
    tool: run.tool,
    before,
    after,
    ...listsOf(difference),
    previewDigest: digest,
    ...(appliedAt === undefined ? {} : { appliedAt }),
  };
}

function listsOf({ added, vanished, changed }: ReadingDifference) {
  return {
    added: namedDtoOf(added, readDtoOf),
    vanished: namedDtoOf(vanished, vanishedDtoOf),
    changed: namedDtoOf(changed, changedDtoOf),
  };
}

function namedDtoOf<T, Dto>({ count, items }: Named<T>, dtoOf: (item: T) => Dto): { count: number; items: Dto[] } {
  return { count, items: items.map(dtoOf) };
}

function readDtoOf({ endpoint, ...read }: ReadObservation): ReadObservationDto {
  return { ...read, endpoint: endpointDtoOf(endpoint) };
}

function vanishedDtoOf({ state, ...read }: VanishedObservation): VanishedObservationDto {
  return { ...readDtoOf(read), state };
}

function changedDtoOf({ fields, before, ...read }: ChangedObservation): ChangedObservationDto {
  return { ...readDtoOf(read), fields: [...fields], before };
}
