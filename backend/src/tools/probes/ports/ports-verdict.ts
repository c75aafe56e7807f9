import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { portsCoverage } from './ports-coverage.js';
import { type PortsTranscript } from './ports-transcript.js';

const FAMILIES = ['net.ports', 'net.services'] as const;

/** How the run ended, judged from the transcript: a host that never answered was not examined, whatever the exit says. */
export function portsVerdict(transcript: PortsTranscript, exit: ProcessExit, host: Endpoint): ToolVerdict {
  const cut = cutOf(transcript, exit);
  if (cut !== undefined) return cutShort(transcript, cut, host);
  if (!transcript.answered) {
    const reason = whyNothing(transcript);
    return { outcome: 'failed', reason, coverage: coverageOf(FAMILIES, { status: 'failed', reason }, host) };
  }
  const coverage = portsCoverage(transcript, undefined, host);
  const reason = whyIncomplete(transcript);
  return reason === undefined ? { outcome: 'succeeded', coverage } : { outcome: 'partial', reason, coverage };
}

function cutOf(transcript: PortsTranscript, exit: ProcessExit): CutShort | undefined {
  const cut = cutShortBy(exit);
  if (cut !== undefined || transcript.ended) return cut;
  return { status: 'failed', reason: 'the transcript of the probe is cut short' };
}

function cutShort(transcript: PortsTranscript, cut: CutShort, host: Endpoint): ToolVerdict {
  if (transcript.open.size === 0) {
    return { outcome: outcomeOf(cut, 'nothing'), reason: cut.reason, coverage: coverageOf(FAMILIES, cut, host) };
  }
  const reason = `${cut.reason}; the ports found open until then are reported`;
  return { outcome: outcomeOf(cut, 'something'), reason, coverage: portsCoverage(transcript, cut, host) };
}

/** Silent ports of a host that answers elsewhere are what a firewall looks like; the coverage says so, the run did its work. */
function whyIncomplete(transcript: PortsTranscript): string | undefined {
  const unknown = transcript.portsThatAre('unknown').length;
  if (transcript.stoppedBy !== undefined) return `given up: ${transcript.stoppedBy}`;
  return unknown === 0 ? undefined : `${unknown} ports could not be tried${errorsOf(transcript)}`;
}

function whyNothing(transcript: PortsTranscript): string {
  if (transcript.stoppedBy !== undefined) {
    return `${transcript.stoppedBy}: the host is down, or a firewall drops everything`;
  }
  const asked = transcript.asked.length;
  if (asked === 0) return 'no port was given';
  if (transcript.portsThatAre('unreachable').length > 0) return `the host cannot be reached${errorsOf(transcript)}`;
  if (transcript.portsThatAre('unknown').length > 0) return `no port could be tried${errorsOf(transcript)}`;
  return `none of the ${asked} ports answered: the host is down, or a firewall drops everything`;
}

function errorsOf({ states }: PortsTranscript): string {
  const errors = (states?.errors ?? []).map(({ code, count }) => `${code} ${count} times`);
  return errors.length === 0 ? '' : ` (${errors.join(', ')})`;
}
