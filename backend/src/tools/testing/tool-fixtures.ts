import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OutputStream, type ProcessExit } from '../../platform/process/command-spec.js';
import { type Endpoint } from '../../targets/endpoint.js';
import {
  type Profile,
  type RunPaths,
  type Tool,
  type ToolEvent,
  type ToolRunRequest,
  type ToolSubject,
  type ToolVerdict,
} from '../tool-adapter.js';

const TOOLS_FOLDER = join(import.meta.dirname, '..');
/** Says where the recorded runs were pointed at, for tools that compare. */
const ENDPOINT_FILE = 'endpoint.json';

export const RUN_PATHS: RunPaths = { workdir: '/run/one', report: '/run/one/report' };
export const ENDED_BY_ITSELF: ProcessExit = { code: 0, signal: null, truncated: false };

/** One recorded run: `success.json`, `success.stdout.txt` and `success.stderr.txt` belong together. */
export interface FixtureCase {
  readonly name: string;
  readonly streams: ReadonlyMap<OutputStream, string>;
}

/** What a parser made of a run. */
export interface Reading {
  readonly events: readonly ToolEvent[];
  readonly verdict: ToolVerdict;
}

/** Folders of tools that do not stand where the others do, by id. */
const places = new Map<string, string>();

/** For a tool that is tested before it has its place: its folder is this one. */
export function placeTool({ manifest }: Tool, folder: string): void {
  places.set(manifest.id, folder);
}

export function folderOf(tool: Tool): string {
  const place = places.get(tool.manifest.id);
  if (place !== undefined) return place;
  return join(TOOLS_FOLDER, tool.kind === 'probe' ? 'probes' : 'adapters', tool.manifest.id);
}

export function readmeOf(tool: Tool): string {
  const file = join(folderOf(tool), 'README.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Where recorded runs were pointed at unless their folder says otherwise. */
const RECORDED_AT: Readonly<Record<ToolSubject, Endpoint>> = {
  host: { host: '127.0.0.1', address: '127.0.0.1' },
  domain: { host: 'weak.test', address: '127.0.0.1' },
  tls: { host: '127.0.0.1', address: '127.0.0.1', port: 443, protocol: 'https' },
  web: { host: '127.0.0.1', address: '127.0.0.1', port: 80, protocol: 'http' },
  ssh: { host: '127.0.0.1', address: '127.0.0.1', port: 22, protocol: 'ssh' },
};

/** A request for the place that the tool's fixtures were recorded at. */
export function recordedRequest(tool: Tool, profile: Profile): ToolRunRequest {
  const file = join(folderOf(tool), 'fixtures', ENDPOINT_FILE);
  const endpoint = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Endpoint)
    : RECORDED_AT[tool.manifest.subject];
  return { endpoint, profile, settings: {} };
}

/** The stream that carries what the tool found. */
export function mainStreamOf(tool: Tool): OutputStream {
  if (tool.kind === 'probe') return 'stdout';
  return tool.command(recordedRequest(tool, 'standard'), RUN_PATHS).parsed.includes('report') ? 'report' : 'stdout';
}

export function fixtureCasesOf(tool: Tool): FixtureCase[] {
  const folder = join(folderOf(tool), 'fixtures');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== ENDPOINT_FILE) : [];
  const stems = [...new Set(names.map(stemOf))];
  return stems.map((name) => ({
    name,
    streams: new Map(
      names
        .filter((file) => stemOf(file) === name)
        .map((file) => [streamOf(file, tool), readFileSync(join(folder, file), 'utf8')]),
    ),
  }));
}

/** Feeds a parser in pieces of `size` characters, which cut lines and words anywhere. */
export function replay(
  tool: Tool,
  request: ToolRunRequest,
  streams: Iterable<readonly [OutputStream, string]>,
  { exit = ENDED_BY_ITSELF, size = 997 }: { readonly exit?: ProcessExit; readonly size?: number } = {},
): Reading {
  const parser = tool.parser(request);
  const events: ToolEvent[] = [];
  for (const [stream, text] of inOrderOfArrival(streams)) {
    for (let start = 0; start < text.length; start += size) {
      events.push(...parser.write(stream, text.slice(start, start + size)));
    }
  }
  const end = parser.end(exit);
  return { events: [...events, ...end.events], verdict: end.verdict };
}

/** The report is read after the process has ended. */
function inOrderOfArrival(streams: Iterable<readonly [OutputStream, string]>): (readonly [OutputStream, string])[] {
  return [...streams].sort(([first], [second]) => Number(first === 'report') - Number(second === 'report'));
}

function stemOf(file: string): string {
  return file.slice(0, file.indexOf('.'));
}

function streamOf(file: string, tool: Tool): OutputStream {
  if (file.endsWith('.stderr.txt')) return 'stderr';
  return file.endsWith('.stdout.txt') ? 'stdout' : mainStreamOf(tool);
}
