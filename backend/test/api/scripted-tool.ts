import { type Observation } from '../../src/findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../src/platform/process/command-spec.js';
import { LineSplitter } from '../../src/platform/process/line-splitter.js';
import { type Protocol } from '../../src/targets/endpoint.js';
import {
  type ExternalTool,
  type ToolEnd,
  type ToolEvent,
  type ToolManifest,
  type ToolParser,
  type ToolRunRequest,
} from '../../src/tools/tool-adapter.js';

const SETTINGS = { timeLimitSeconds: 20, expectedSeconds: 1 };

/** A tool that is a real process: a shell script that prints what it "finds", one word of a small language a line. */
export function scriptedTool(id: string, script: string, part: Partial<ToolManifest> = {}): ExternalTool {
  return {
    kind: 'external',
    manifest: {
      id,
      name: `Scripted ${id}`,
      description: 'A tool of the tests.',
      subject: 'host',
      discovers: false,
      families: ['net.services'],
      profiles: { quick: SETTINGS, standard: SETTINGS, deep: SETTINGS },
      byDefault: true,
      ...part,
    },
    version: { argv: ['sh', '-c', 'echo version 1.2.3'], parse: (output) => /version ([\d.]+)/.exec(output)?.[1] },
    install: { debian: `apt-get install ${id}`, other: 'see its site' },
    command: () => ({ program: 'sh', args: ['-c', script], parsed: ['stdout'] }),
    parser: (request) => new ScriptParser(request),
  };
}

/** The same tool as another version of Parallax reads it: what becomes of each observation that it makes. */
export function readAs(tool: ExternalTool, read: (observation: Observation) => readonly Observation[]): ExternalTool {
  return { ...tool, parser: (request) => new OtherParser(tool.parser(request), read) };
}

class OtherParser implements ToolParser {
  constructor(
    private readonly inner: ToolParser,
    private readonly read: (observation: Observation) => readonly Observation[],
  ) {}

  *write(stream: OutputStream, text: string): Iterable<ToolEvent> {
    for (const event of this.inner.write(stream, text)) {
      if (event.type !== 'observation') yield event;
      else yield* this.read(event.observation).map((observation) => ({ type: 'observation', observation }) as const);
    }
  }

  end(exit: ProcessExit): ToolEnd {
    return this.inner.end(exit);
  }
}

/** A tool whose program nobody has. */
export function missingTool(id: string): ExternalTool {
  const version = { argv: [`no-such-program-${id}`], parse: () => undefined };
  return { ...scriptedTool(id, ''), version };
}

/**
 * `open 8443 https`: a service was found. `see tls.protocol.tls1_0`: an observation on what is examined.
 * `done`: everything was checked. `partial words`, `fail words`: how it ended instead.
 */
class ScriptParser implements ToolParser {
  private readonly lines = new LineSplitter();
  private ending: ToolEnd['verdict'];

  constructor(private readonly request: ToolRunRequest) {
    this.ending = { outcome: 'failed', reason: 'it stopped in the middle', coverage: [] };
  }

  *write(stream: OutputStream, text: string): Iterable<ToolEvent> {
    if (stream === 'stdout') for (const line of this.lines.push(text)) yield* this.read(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const { verdict, endpoint } = { verdict: this.ending, endpoint: this.request.endpoint };
    const status = exit.endedBy === undefined && verdict.outcome === 'succeeded' ? 'ran' : 'failed';
    const coverage = [{ family: 'net.services', endpoint, status, reason: 'scripted' } as const];
    return { events: [], verdict: { ...verdict, coverage } };
  }

  private *read(line: string): Iterable<ToolEvent> {
    const [word = '', ...rest] = line.split(' ');
    const words = rest.join(' ');
    if (word === 'open') yield this.opened(rest);
    if (word === 'see') yield this.observed(words);
    if (word === 'done') this.ending = { outcome: 'succeeded', coverage: [] };
    if (word === 'partial') this.ending = { outcome: 'partial', reason: words, coverage: [] };
    if (word === 'fail') this.ending = { outcome: 'failed', reason: words, coverage: [] };
  }

  private opened([port = '', protocol]: readonly string[]): ToolEvent {
    const { host, address } = this.request.endpoint;
    const named = protocol === undefined ? {} : { protocol: protocol as Protocol };
    return { type: 'endpoint', endpoint: { host, address, port: Number(port), transport: 'tcp', ...named } };
  }

  private observed(weakness: string): ToolEvent {
    const { endpoint } = this.request;
    return { type: 'observation', observation: { weakness, rule: 'scripted', endpoint, evidence: `saw ${weakness}` } };
  }
}
