import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor } from '../../web-address.js';

interface Effort {
  /** Severities of the templates that run. */
  readonly severities: string;
  /** Templates with one of these tags do not run. */
  readonly leftOutTags: string;
  readonly requestsPerSecond: number;
}

/** Templates that take a service down are never run; those that write or guess passwords only in the deep profile. */
const EFFORTS: Readonly<Record<Profile, Effort>> = {
  quick: { severities: 'critical,high', leftOutTags: 'dos,fuzz,intrusive,bruteforce', requestsPerSecond: 50 },
  standard: {
    severities: 'critical,high,medium,low',
    leftOutTags: 'dos,fuzz,intrusive,bruteforce',
    requestsPerSecond: 100,
  },
  deep: { severities: 'critical,high,medium,low,info,unknown', leftOutTags: 'dos,fuzz', requestsPerSecond: 100 },
};

/** Seconds between two lines of statistics. */
const STATS_INTERVAL = '5';
/** Nuclei prints statistics all the time; silence for so long means that it hangs. */
const IDLE_LIMIT_SECONDS = 120;

/**
 * HTTP templates only, so that no other port and no other server is asked; no update check, no interaction server, no
 * redirect to another host. `-silent` is not given: how the run ended is told on stderr only.
 */
export function nucleiCommand({ endpoint, profile, settings }: ToolRunRequest): CommandSpec {
  const { severities, leftOutTags, requestsPerSecond } = EFFORTS[profile];
  return {
    program: 'nuclei',
    args: [
      ...['-target', listItem(webAddressFor(endpoint))],
      ...(settings.nucleiTemplates === undefined ? [] : ['-templates', settings.nucleiTemplates]),
      ...['-type', 'http', '-severity', severities, '-exclude-tags', leftOutTags],
      ...['-jsonl', '-omit-raw', '-omit-template', '-no-color'],
      ...['-disable-update-check', '-no-interactsh', '-follow-host-redirects', '-no-stdin'],
      ...['-stats', '-stats-json', '-stats-interval', STATS_INTERVAL],
      ...['-rate-limit', `${requestsPerSecond}`, '-timeout', '10', '-retries', '1'],
    ],
    parsed: ['stdout', 'stderr'],
    idleLimitSeconds: IDLE_LIMIT_SECONDS,
  };
}

/** Nuclei reads the target as a list: a comma would make two of one. */
function listItem(address: string): string {
  return address.replaceAll(',', '%2C');
}
