import { type Protocol } from '../../../targets/endpoint.js';
import { type NmapFinding } from './nmap-finding.js';
import { type NmapPort, type NmapService } from './nmap-report.js';

const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map(
  Object.entries({
    http: 'http',
    'http-proxy': 'http',
    ssh: 'ssh',
    ftp: 'ftp',
    smtp: 'smtp',
    imap: 'imap',
    pop3: 'pop3',
    domain: 'dns',
    redis: 'redis',
    mysql: 'mysql',
  }),
);

/** Services that are a weakness by themselves when they are not inside of TLS. */
const CLEARTEXT: ReadonlyMap<string, string> = new Map(
  Object.entries({ telnet: 'net.cleartext.telnet', ftp: 'net.cleartext.ftp' }),
);

/** What speaks on the port when the service itself has said so; a name from the table of ports is a guess. */
export function protocolOf(service: NmapService | undefined): Protocol | undefined {
  if (service?.probed !== true) return undefined;
  if (service.tunnelled) return /^https?$/.test(service.name) ? 'https' : 'tls';
  return PROTOCOLS.get(service.name);
}

/** Findings of a service that was recognised. */
export function serviceFindings(port: NmapPort): readonly NmapFinding[] {
  const { service } = port;
  if (service?.probed !== true) return [];
  const evidence = describeService(port);
  const cleartext = service.tunnelled ? undefined : CLEARTEXT.get(service.name);
  return [
    { weakness: 'net.service', evidence },
    ...(cleartext === undefined ? [] : [{ weakness: cleartext, evidence }]),
    ...(tellsVersion(service) ? [{ weakness: 'net.banner.version', evidence }] : []),
    ...(speaksSsh1(service) ? [{ weakness: 'ssh.protocol.v1', evidence }] : []),
  ];
}

/** `80/tcp http nginx 1.22.1` with what nmap adds, and the names of the product in the CPE dictionary. */
export function describeService({ port, transport, service }: NmapPort): string {
  if (service === undefined) return `${port}/${transport}`;
  const { name, product, version, extraInfo, tunnelled, cpe } = service;
  const words = [
    `${port}/${transport}`,
    tunnelled ? `ssl/${name}` : name,
    product,
    version,
    extraInfo === undefined ? undefined : `(${extraInfo})`,
  ];
  return [words.filter((word) => word !== undefined && word !== '').join(' '), ...cpe].join('\n');
}

/** Web servers tell theirs in a header, which is a weakness of its own. */
function tellsVersion({ name, product, version }: NmapService): boolean {
  return product !== undefined && version !== undefined && /\d/.test(version) && !/^https?(?:-|$)/.test(name);
}

/** A server that announces 1.99 speaks both; 1.x speaks the old protocol only. */
function speaksSsh1({ name, extraInfo = '' }: NmapService): boolean {
  return name === 'ssh' && /\bprotocol 1\./.test(extraInfo);
}
