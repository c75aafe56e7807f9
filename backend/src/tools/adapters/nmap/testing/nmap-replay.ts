import { readFixture, replay, type Replay, type Replayed } from '../../../testing/parser-replay.js';
import { type Profile, type ToolRunRequest } from '../../../tool-adapter.js';
import { nmap } from '../nmap.adapter.js';

/** The host of every replay. */
export const HOST = { host: 'weak.test', address: '127.0.0.1' };

/** What one file of the fixtures holds. */
export function fixture(name: string): string {
  return readFixture('nmap', name);
}

/** Plays what nmap wrote once more; as a deep scan unless a profile is given. */
export function play(
  output: Replay['output'],
  change: Partial<Omit<Replay, 'request' | 'output'>> & { profile?: Profile; ports?: readonly number[] } = {},
): Replayed {
  const { profile = 'deep', ports, ...rest } = change;
  const request: ToolRunRequest = { endpoint: HOST, profile, settings: {}, ...(ports === undefined ? {} : { ports }) };
  return replay(nmap, { request, output, ...rest });
}

/** The weaknesses of a port, in order. */
export function seenOn({ observations }: Replayed, port: number): string[] {
  return observations.filter(({ endpoint }) => endpoint.port === port).map(({ weakness }) => weakness);
}

/** The coverage of the host as a whole. */
export function statusesIn({ verdict }: Replayed): Record<string, string> {
  const ofHost = verdict.coverage.filter(({ endpoint }) => endpoint.port === undefined);
  return Object.fromEntries(ofHost.map(({ family, status }) => [family, status]));
}

/** Endpoint events, as `port protocol`. */
export function endpointsIn({ events }: Replayed): string[] {
  return events.flatMap((event) =>
    event.type === 'endpoint' ? [`${event.endpoint.port} ${event.endpoint.protocol ?? '?'}`] : [],
  );
}

export function logsIn({ events }: Replayed): string[] {
  return events.flatMap((event) => (event.type === 'log' ? [event.line] : []));
}
