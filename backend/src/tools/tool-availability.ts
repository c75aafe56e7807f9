import { type Clock } from '../platform/clock.js';
import { stripControls } from '../findings/evidence.js';
import { type ExternalTool, type InstallHint, type Tool } from './tool-adapter.js';

/** Whether a tool can run here, and if not, why and what to do. */
export type Availability =
  | { readonly available: true; readonly version: string; readonly path?: string; readonly checkedAt: string }
  | { readonly available: false; readonly reason: string; readonly install: InstallHint; readonly checkedAt: string };

/** Starts a program to ask for its version; a port, so that tests need no programs. */
export abstract class VersionCommand {
  /** Returns what the program printed and where it was found; undefined when there is no such program. */
  abstract run(argv: readonly string[]): Promise<{ readonly path: string; readonly output: string } | undefined>;
}

/** Knows which tools can run here. Answers are kept for a while and looked up anew on demand. */
export class ToolAvailability {
  private readonly known = new Map<string, { readonly until: number; readonly answer: Promise<Availability> }>();

  constructor(
    private readonly command: VersionCommand,
    private readonly clock: Clock,
    private readonly ttlMs: number,
  ) {}

  /** Asks at most once for however many callers there are at the same time. */
  of(tool: Tool): Promise<Availability> {
    const now = this.clock.now().getTime();
    const known = this.known.get(tool.manifest.id);
    if (known !== undefined && known.until > now) return known.answer;

    const answer = this.look(tool);
    this.known.set(tool.manifest.id, { until: now + this.ttlMs, answer });
    answer.catch(() => this.known.delete(tool.manifest.id)); // asked again next time; the caller gets the error
    return answer;
  }

  /** Forgets all answers, for a user who has just installed something. */
  forget(): void {
    this.known.clear();
  }

  private async look(tool: Tool): Promise<Availability> {
    const checkedAt = this.clock.now().toISOString();
    if (tool.kind === 'probe') return { available: true, version: tool.version, checkedAt };

    const found = await this.command.run(tool.version.argv);
    if (found === undefined) return missing(tool, `${tool.manifest.name} is not installed`, checkedAt);

    const version = tool.version.parse(stripControls(found.output));
    if (version !== undefined) return { available: true, version, path: found.path, checkedAt };
    return missing(tool, `the program ${found.path} does not answer like ${tool.manifest.name}`, checkedAt);
  }
}

function missing({ install }: ExternalTool, reason: string, checkedAt: string): Availability {
  return { available: false, reason, install, checkedAt };
}

/** The reason of a missing tool with the way to get it, in one line. */
export function describeMissing({ reason, install }: Extract<Availability, { available: false }>): string {
  return `${reason}; install it: ${install.debian ?? install.other}`;
}
