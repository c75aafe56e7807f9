import { type CheckFamily, type Coverage } from '../../../findings/coverage.js';
import { type Endpoint, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { type NmapPort } from './nmap-report.js';
import { scriptFailed } from './nmap-script.js';
import { vulnerabilityScriptsOf } from './nmap-scripts.js';

/**
 * What the verdict has to know of an open port. A host can have 65,535 of them, so nothing else is kept: a script's output would
 * hold on to the piece of the report that it came in.
 */
export interface OpenPort {
  readonly endpoint: ServiceEndpoint;
  /** What was not found out about the service, in words. */
  readonly serviceGaps: readonly string[];
  /** The same about its SSH algorithms; undefined for a service that cannot be SSH. */
  readonly sshGaps: readonly string[] | undefined;
  readonly brokenScripts: readonly string[];
}

/** What a scan that came to its end learnt of the ports of a host. */
export interface ExaminedHost {
  readonly host: Endpoint;
  readonly open: readonly OpenPort[];
  /** How many ports are neither open nor closed as far as one can tell. */
  readonly filtered: number;
}

const LEFT_OUT = {
  quick: ['only the 100 most common TCP ports were examined'],
  standard: ['only the 1000 most common TCP ports were examined'],
  deep: [],
} as const;

/** Services with a weakness of their family that no script of the profile tries. */
const UNTRIED: readonly { readonly service: RegExp; readonly script?: string; readonly gap: string }[] = [
  { service: /^smtp/, gap: 'whether the mail server relays for anyone was not tried' },
  { service: /^mysql$/, script: 'mysql-empty-password', gap: 'logging in without a password was not tried' },
  { service: /^(?:postgresql|ms-sql)/, gap: 'logging in without a password was not tried' },
  { service: /^mongod/, script: 'mongodb-databases', gap: 'reading without a password was not tried' },
  { service: /^memcached?$/, script: 'memcached-info', gap: 'reading without a password was not tried' },
];

/** @param scripts the scripts of the profile */
export function openPortOf(port: NmapPort, endpoint: ServiceEndpoint, scripts: readonly string[]): OpenPort {
  return {
    endpoint,
    serviceGaps: serviceGaps(port, scripts),
    sshGaps: mayBeSsh(port) ? sshGaps(port) : undefined,
    brokenScripts: port.scripts.filter(scriptFailed).map(({ id }) => id),
  };
}

/** Coverage of a scan that came to its end: of the host, and of the services on its open ports. */
export function coverageOfFinished(request: ToolRunRequest, { host, open, filtered }: ExaminedHost): Coverage[] {
  const limits = [
    ...(request.ports === undefined ? LEFT_OUT[request.profile] : ['only the given ports were examined']),
    ...(filtered === 0 ? [] : ['not those behind a firewall']),
  ];
  const services = open.flatMap(({ endpoint, serviceGaps: gaps }) => gaps.map((gap) => gapOn(endpoint, gap)));
  const ssh = open.flatMap(({ endpoint, sshGaps: gaps = [] }) => gaps.map((gap) => gapOn(endpoint, gap)));
  return [
    reachOf('net.ports', host, limits),
    reachOf('net.services', host, [...limits, ...services]),
    reachOf('ssh.algorithms', host, [...limits, ...ssh]),
    vulnerabilityCoverage(request, host),
    ...(filtered === 0 ? [] : behindFirewall(host, filtered)),
    ...open.flatMap(({ endpoint, serviceGaps: gaps, sshGaps: gapsOfSsh }) => [
      reachOf('net.services', endpoint, gaps),
      ...(gapsOfSsh === undefined ? [] : [reachOf('ssh.algorithms', endpoint, gapsOfSsh)]),
    ]),
  ];
}

/** Behind a port that is filtered may be anything: a firewall that was put up repairs no service, so it proves nothing. */
function behindFirewall(endpoint: Endpoint, filtered: number): Coverage[] {
  const reason = `${filtered} ports are filtered: they gave no answer, or a firewall answered for them`;
  const families = ['net.ports', 'net.services', 'ssh.algorithms'] as const;
  return families.map((family) => ({ family, endpoint, status: 'blocked', reason }));
}

/** Scripts that broke off, in words. */
export function brokenScripts(open: readonly OpenPort[]): string[] {
  return open.flatMap(({ endpoint, brokenScripts: ids }) =>
    ids.map((id) => `script ${id} broke off on port ${endpoint.port}`),
  );
}

function gapOn({ port }: ServiceEndpoint, gap: string): string {
  return `port ${port}: ${gap}`;
}

function reachOf(family: CheckFamily, endpoint: Endpoint, gaps: readonly string[]): Coverage {
  return gaps.length === 0
    ? { family, endpoint, status: 'ran' }
    : { family, endpoint, status: 'partial', reason: gaps.join('; ') };
}

function vulnerabilityCoverage({ profile }: ToolRunRequest, endpoint: Endpoint): Coverage {
  const scripts = vulnerabilityScriptsOf(profile);
  const family = 'net.vulnerabilities';
  if (scripts.length === 0) {
    return { family, endpoint, status: 'skipped', reason: `the ${profile} profile looks for none` };
  }
  return { family, endpoint, status: 'partial', reason: `only these scripts looked for some: ${scripts.join(', ')}` };
}

/** A service that did not say what it is has been asked nothing of its own. */
function serviceGaps({ service, scripts: run }: NmapPort, scripts: readonly string[]): string[] {
  if (service?.probed !== true) return ['the service was not recognised'];
  const untried = UNTRIED.filter(
    ({ service: pattern, script }) => pattern.test(service.name) && (script === undefined || !scripts.includes(script)),
  );
  const broken = run.filter((script) => scriptFailed(script) && !script.id.startsWith('ssh'));
  return [...untried.map(({ gap }) => gap), ...broken.map(({ id }) => `script ${id} broke off`)];
}

/** Of a service that was recognised as another, SSH algorithms are no question. */
function mayBeSsh({ service }: NmapPort): boolean {
  return service?.probed !== true || service.name === 'ssh';
}

function sshGaps({ service, scripts }: NmapPort): string[] {
  if (service?.probed !== true) return ['the service was not recognised'];
  if (service.name !== 'ssh') return [];
  const answered = scripts.some((script) => script.id === 'ssh2-enum-algos' && !scriptFailed(script));
  return answered ? [] : ['the server did not list its algorithms'];
}
