import { type Coverage } from '../../../findings/coverage.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type CutShort } from '../../run-end.js';
import { LAST_PORT } from './port-ranges.js';
import { type PortsTranscript } from './ports-transcript.js';

/** A user who names so few ports wants to know of each; more would flood the coverage of a scan. */
const MOST_PORTS_LISTED = 100;

/** What was checked. Of the host as a whole an absence is proven only when every port answered. */
export function portsCoverage(transcript: PortsTranscript, cut: CutShort | undefined, host: Endpoint): Coverage[] {
  return [
    ...portCoverage(transcript, cut, host),
    serviceCoverage(transcript, cut, host),
    ...singlePorts(transcript, host),
    ...singleServices(transcript, host),
  ];
}

function portCoverage(transcript: PortsTranscript, cut: CutShort | undefined, endpoint: Endpoint): Coverage[] {
  const family = 'net.ports';
  if (cut !== undefined) return [{ family, status: cut.status, reason: cut.reason, endpoint }];
  const asked = transcript.asked.length;
  const left = asked < LAST_PORT ? [`${asked} of ${LAST_PORT} TCP ports were examined`] : [];
  const silent = silence(transcript);
  const gaps = [...left, ...silent];
  if (gaps.length === 0) return [{ family, status: 'ran', endpoint }];
  const partly: Coverage = { family, status: 'partial', reason: gaps.join('; '), endpoint };
  // what is behind a port that does not answer is not known, whatever was known of it before: that proves nothing
  return silent.length === 0 ? [partly] : [partly, { family, status: 'blocked', reason: silent.join('; '), endpoint }];
}

function silence(transcript: PortsTranscript): string[] {
  const [unanswered, unreachable, unknown] = (['unanswered', 'unreachable', 'unknown'] as const).map(
    (state) => transcript.portsThatAre(state).length,
  );
  return [
    unanswered ? `${unanswered} gave no answer: a firewall drops what is sent to them, or they are slow` : '',
    unreachable ? `${unreachable} were reported as unreachable` : '',
    unknown ? `${unknown} could not be tried` : '',
  ].filter((gap) => gap !== '');
}

/** Never in full: this probe knows the services that speak first, and Redis. */
function serviceCoverage(transcript: PortsTranscript, cut: CutShort | undefined, host: Endpoint): Coverage {
  const { open, recognised } = transcript;
  const share = `${recognised.size} of ${open.size} open ports were recognised by what they say first`;
  const reason = cut?.reason ?? `${share}; this probe asks for Redis and for nothing else`;
  return { family: 'net.services', status: cut?.status ?? 'partial', reason, endpoint: host };
}

/** For ports that the user named, each by itself: whether it is open was settled. */
function singlePorts(transcript: PortsTranscript, { host, address }: Endpoint): Coverage[] {
  const asked = transcript.asked;
  if (transcript.start?.choice !== 'given' || asked.length > MOST_PORTS_LISTED) return [];
  const settled = new Set([...transcript.open, ...transcript.portsThatAre('closed')]);
  return asked
    .filter((port) => settled.has(port))
    .map((port) => ({ family: 'net.ports', status: 'ran', endpoint: { host, address, port, transport: 'tcp' } }));
}

/** So that a weakness of a service can be proven gone. */
function singleServices({ settled }: PortsTranscript, { host, address }: Endpoint): Coverage[] {
  return [...settled].map((port) => ({
    family: 'net.services',
    status: 'ran',
    endpoint: { host, address, port, transport: 'tcp' },
  }));
}
