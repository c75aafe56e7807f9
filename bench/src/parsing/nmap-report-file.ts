import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';

/** As many ports as a host can have. */
export const MOST_PORTS = 65_535;

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n' +
  '<nmaprun scanner="nmap" args="nmap -oX report -p- 127.0.0.1" start="1795652269" version="7.93" xmloutputversion="1.05">\n' +
  '<scaninfo type="connect" protocol="tcp" numservices="65535" services="1-65535"/>\n' +
  '<host starttime="1795652270" endtime="1795659999"><status state="up" reason="user-set" reason_ttl="0"/>\n' +
  '<address addr="127.0.0.1" addrtype="ipv4"/>\n<ports>';
const TAIL =
  '</ports>\n</host>\n<runstats><finished time="1795659999" elapsed="7729.00" summary="1 IP address (1 host up) scanned" ' +
  'exit="success"/><hosts up="1" down="0" total="1"/>\n</runstats>\n</nmaprun>\n';

const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  kex_algorithms: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha1',
  ],
  server_host_key_algorithms: ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ecdsa-sha2-nistp256', 'ssh-rsa'],
  encryption_algorithms: [
    'chacha20-poly1305@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-cbc',
  ],
  mac_algorithms: [
    'umac-64-etm@openssh.com',
    'umac-128-etm@openssh.com',
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha1-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha1',
  ],
  compression_algorithms: ['none', 'zlib@openssh.com'],
};
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE'];
const PATHS = [
  '/admin/: Possible admin folder',
  '/backup/: Potentially interesting directory w/ listing',
  '/icons/: Potentially interesting folder',
  '/login/: Login page',
  '/manual/: Potentially interesting folder',
  '/robots.txt: Robots file',
  '/server-status/: Potentially interesting folder',
  '/.git/HEAD: Git folder',
];
/** What a service said that nobody recognises. */
const FINGERPRINT = 'SF-Port1-TCP:V=7.93%I=7%D=11/26%r(NULL,14,\\x05\\0\\x01hello\\x20there\\r\\n)'.repeat(24);

/**
 * Writes the report of a deep scan of one host on which every port from 1 on is open: web servers, SSH servers and services
 * that nobody recognises, with what nmap's scripts say of them.
 */
export async function writeNmapReport(path: string, ports: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(HEAD);
  for (let port = 1; port <= ports; port += 1) {
    if (!file.write(portElement(port))) await once(file, 'drain');
  }
  file.end(TAIL);
  await finished(file);
}

/** Of ten ports six speak HTTP, three SSH, and one does not say what it is. */
export function portElement(port: number): string {
  const kind = port % 10;
  if (kind === 0) return open(port, `<service name="unknown" servicefp="${FINGERPRINT}" method="table" conf="3"/>`);
  return open(port, kind <= 3 ? sshService() : webService(port));
}

function open(port: number, service: string): string {
  return `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack" reason_ttl="0"/>${service}</port>\n`;
}

function webService(port: number): string {
  const version = `1.${port % 27}.${port % 10}`;
  return (
    `<service name="http" product="nginx" version="${version}" ostype="Linux" method="probed" conf="10">` +
    `<cpe>cpe:/a:igor_sysoev:nginx:${version}</cpe><cpe>cpe:/o:linux:linux_kernel</cpe></service>` +
    script('http-server-header', `nginx/${version}`, `<elem>nginx/${version}</elem>`) +
    script(
      'http-methods',
      `&#xa;  Supported Methods: ${METHODS.join(' ')}&#xa;  Potentially risky methods: TRACE`,
      `${list('Supported Methods', METHODS)}${list('Potentially risky methods', ['TRACE'])}`,
    ) +
    script('http-enum', PATHS.map((path) => `&#xa;  ${path}`).join(''), '') +
    script('http-trace', 'TRACE is enabled', '')
  );
}

function sshService(): string {
  const tables = Object.entries(ALGORITHMS).map(([key, names]) => list(key, names));
  const names = Object.values(ALGORITHMS).flatMap((algorithms) => algorithms.map((name) => `&#xa;      ${name}`));
  return (
    '<service name="ssh" product="OpenSSH" version="7.4" extrainfo="protocol 2.0" method="probed" conf="10">' +
    '<cpe>cpe:/a:openbsd:openssh:7.4</cpe></service>' +
    script('ssh2-enum-algos', names.join(''), tables.join(''))
  );
}

function script(id: string, output: string, data: string): string {
  return `<script id="${id}" output="${output}">${data}</script>`;
}

function list(key: string, values: readonly string[]): string {
  return `<table key="${key}">\n${values.map((value) => `<elem>${value}</elem>\n`).join('')}</table>\n`;
}
