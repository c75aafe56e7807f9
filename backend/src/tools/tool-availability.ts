import { type CacheRegion } from '../cache/cache-region.js';
import { type Cache } from '../cache/cache.js';
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

const AVAILABILITY_TAG = 'tool-availability';

/** Knows which tools can run here. Answers are kept for a while and looked up anew on demand. */
export class ToolAvailability {
  private readonly region: CacheRegion<Tool, Availability>;

  constructor(
    private readonly command: VersionCommand,
    private readonly cache: Cache,
    private readonly clock: Clock,
    ttlMs: number,
  ) {
    this.region = {
      name: 'tool-availability',
      ttlMs,
      reach: 'here',
      keyOf: ({ manifest }) => manifest.id,
      tagsOf: () => [AVAILABILITY_TAG],
    };
  }

  /** Asks at most once for however many callers there are at the same time. */
  of(tool: Tool): Promise<Availability> {
    return this.cache.getOrCompute(this.region, tool, () => this.look(tool));
  }

  /** Forgets all answers, for a user who has just installed something. */
  forget(): void {
    void this.cache.invalidate([AVAILABILITY_TAG]);
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
