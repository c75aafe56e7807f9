import { type CheckFamily, type Coverage } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { type SshAuditResult } from './ssh-audit.schema.js';
import { unmeasured } from './ssh-audit.sizes.js';

/** What was read of one run. */
export interface SshAuditReading {
  result?: SshAuditResult;
  /** The first thing that ssh-audit printed beside its result. */
  complaint?: string;
  /** Observations that were too many. */
  leftOut?: number;
}

export const SSH_AUDIT_FAMILIES = ['ssh.algorithms', 'net.vulnerabilities'] as const satisfies readonly CheckFamily[];

const LISTS = ['kex', 'key', 'enc', 'mac'] as const;
/** 0: nothing to say. 2 and 3: warnings and failures, which are findings. */
const GOOD_CODES: readonly (number | null)[] = [0, 2, 3];

/** How the run ended. A code that is not 0 is a finding as often as an error: the lists in the result tell. */
export function sshAuditVerdict(reading: SshAuditReading, exit: ProcessExit, endpoint: Endpoint): ToolVerdict {
  const cut = cutShortBy(exit) ?? unfinished(reading, exit);
  if (cut !== undefined || reading.result === undefined) {
    const reach = cut ?? { status: 'failed', reason: 'ssh-audit wrote no result' };
    const learnt = wasLearnt(reading.result) ? 'something' : 'nothing';
    return {
      outcome: outcomeOf(reach, learnt),
      reason: reach.reason,
      coverage: coverageOf(SSH_AUDIT_FAMILIES, reach, endpoint),
    };
  }
  return {
    outcome: 'succeeded',
    coverage: [algorithmReach(reading, reading.result, endpoint), vulnerabilityReach(reading.result, endpoint)],
  };
}

/** Why the result cannot be the whole of what there is to know. */
function unfinished({ result, complaint }: SshAuditReading, exit: ProcessExit): CutShort | undefined {
  if (result === undefined) return { status: 'failed', reason: complaint ?? 'ssh-audit wrote no result' };
  if (complaint !== undefined) return { status: 'failed', reason: complaint };
  if (!GOOD_CODES.includes(exit.code)) {
    return { status: 'failed', reason: `ssh-audit ended with code ${exit.code ?? 'none'}` };
  }
  const missing = LISTS.filter((list) => result[list].length === 0);
  if (missing.length === 0) return undefined;
  return { status: 'failed', reason: `the server's lists were not learnt: ${missing.join(', ')}` };
}

/** A greeting, or a list: a result of a server that said neither holds made-up entries only. */
function wasLearnt(result: SshAuditResult | undefined): boolean {
  return result !== undefined && ((result.banner?.raw ?? '') !== '' || result.kex.length > 0);
}

function algorithmReach({ leftOut = 0 }: SshAuditReading, { kex }: SshAuditResult, endpoint: Endpoint): Coverage {
  const sizes = unmeasured(kex);
  const gaps = [
    ...(sizes.length === 0 ? [] : [`the size of the group was not learnt for ${sizes.slice(0, 5).join(', ')}`]),
    ...(leftOut === 0 ? [] : [`${leftOut} more weak algorithms were left out`]),
  ];
  const place = { family: 'ssh.algorithms', endpoint } as const;
  return gaps.length === 0
    ? { ...place, status: 'ran' }
    : { ...place, status: 'partial', reason: gaps.join('; ').slice(0, 500) };
}

/** Never in full: a version in a greeting is not what is installed, and the table has few entries. */
function vulnerabilityReach({ cves }: SshAuditResult, endpoint: Endpoint): Coverage {
  const place = { family: 'net.vulnerabilities', endpoint } as const;
  return cves === undefined
    ? {
        ...place,
        status: 'not_supported',
        reason: 'this version of ssh-audit reports no known vulnerabilities as JSON',
      }
    : { ...place, status: 'partial', reason: "only ssh-audit's own table was asked for the version in the greeting" };
}
