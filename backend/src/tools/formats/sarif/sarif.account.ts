import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportedRun } from '../../report-format.js';
import { invocationSchema, type SarifTool } from './sarif.schema.js';

/** What the runs of a report tell about themselves, taken together: a report has one time and one list of tools. */
export class SarifAccount {
  private readonly tools = new Set<string>();
  private readonly commands: string[] = [];
  private readonly starts: string[] = [];
  private readonly ends: string[] = [];

  takeTool({ driver: { name = 'unknown', version, semanticVersion } }: SarifTool): void {
    if (this.tools.size < 20) this.tools.add([name, version ?? semanticVersion ?? ''].join(' ').trim());
  }

  takeInvocation(value: unknown): void {
    const { commandLine, startTimeUtc, endTimeUtc } = invocationSchema.safeParse(value).data ?? {};
    if (commandLine !== undefined && this.commands.length === 0) this.commands.push(commandLine);
    this.starts.push(...timesIn(startTimeUtc));
    this.ends.push(...timesIn(endTimeUtc));
  }

  get run(): ReportedRun {
    const toolVersion = evidenceOf([...this.tools].join(', '), 100);
    const [command] = this.commands;
    const startedAt = this.starts.sort().at(0);
    const finishedAt = this.ends.sort().at(-1);
    return {
      ...(toolVersion === '' ? {} : { toolVersion }),
      ...(command === undefined ? {} : { command: evidenceOf(command, 2000) }),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(finishedAt === undefined ? {} : { finishedAt }),
    };
  }
}

function timesIn(text: string | undefined): string[] {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? [] : [time.toISOString()];
}
