import { type CoverageStatus } from '../../../findings/coverage.js';
import { type DnsTranscript } from './dns-transcript.js';
import { findZone, locateServers } from './zone-judgement.js';

/** How far a family was checked; `reason` for every status but `ran`. */
export interface Reach {
  readonly status: CoverageStatus;
  readonly reason?: string;
}

/** Whether every name server of the zone said for itself that it hands the zone out, or that it does not. */
export function transferReach(transcript: DnsTranscript, aliasGaps: readonly string[]): Reach {
  const { subject, transfers } = transcript;
  if (subject === undefined) return { status: 'failed', reason: 'the name was not examined' };
  const place = findZone(subject, transcript.inquiry());
  if (place.kind !== 'zone') return { status: place.kind === 'no_zone' ? 'skipped' : 'failed', reason: place.reason };

  const settled = transfers.filter(({ answer }) => answer.kind === 'open' || answer.kind === 'refused');
  const gaps = [...transferGaps(transcript), ...serverGaps(transcript, place.servers), ...aliasGaps];
  if (gaps.length === 0 && settled.length > 0) return { status: 'ran' };
  const reason = gaps.length === 0 ? 'no name server was asked' : gaps.join('; ');
  return { status: settled.length > 0 ? 'partial' : statusWithoutAnswer(transcript), reason };
}

function transferGaps({ transfers, start }: DnsTranscript): string[] {
  return transfers.flatMap(({ zone, server, answer }) => {
    switch (answer.kind) {
      case 'open':
      case 'refused':
        return [];
      case 'failed':
        return [`${server}: ${answer.reason}`];
      case 'out_of_scope':
        return [`${server} was not asked: ${answer.reason}`];
      case 'not_authoritative':
        return [
          `${server} does not hold ${zone}${start?.resolver === undefined ? '' : ', and the settings name no other'}`,
        ];
    }
  });
}

/** Servers without an address or not asked. With a resolver in the settings no other server is to be asked. */
function serverGaps(transcript: DnsTranscript, servers: readonly string[]): string[] {
  if (transcript.start?.resolver !== undefined) return [];
  const asked = new Set(transcript.transfers.map(({ server }) => server));
  return locateServers(servers, transcript.inquiry()).flatMap((server) => {
    if ('gap' in server) return [server.gap];
    return asked.has(server.name) ? [] : [`${server.name} was not asked`];
  });
}

/** What is left out by rule is no failure of the run. */
function statusWithoutAnswer({ transfers }: DnsTranscript): CoverageStatus {
  const kinds = new Set(transfers.map(({ answer }) => answer.kind));
  if (kinds.has('failed') || kinds.size === 0) return 'failed';
  return kinds.has('out_of_scope') ? 'out_of_scope' : 'skipped';
}
