// Real servers with real weaknesses, on loopback only: `node e2e/lab/lab.mjs`, or `startLab()` in a test.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLOSED_ZONE, OPEN_ZONE, startDns } from './dns-server.mjs';
import { handOver } from './lab-process.mjs';
import { freePorts, HOST, OUTSIDE_HOST } from './ports.mjs';
import { describeMissing, findProgram, missingPrograms } from './programs.mjs';
import { startRedis } from './redis-server.mjs';
import { startOutside, startTarpit } from './silent-servers.mjs';
import { startSsh } from './ssh-server.mjs';
import { startWebServer } from './web-server.mjs';

export { describeMissing, findProgram, missingPrograms };

/** A port that was free may be taken by another lab before its server listens on it. */
const ATTEMPTS = 3;
const PORT_TAKEN = /EADDRINUSE|address already in use/i;

const PORT_NAMES = ['plainWeb', 'weakTls', 'goodTls', 'redirect', 'redis', 'ssh', 'dns', 'tarpit', 'outside', 'closed'];

/** @typedef {Awaited<ReturnType<typeof startOutside>>} Outside */
/** @typedef {Awaited<ReturnType<typeof startWebServer>>} Web */

/** @returns {Promise<import('./lab.d.mts').Lab>} */
export async function startLab() {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(describeMissing(missing));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce();
    } catch (/** @type {any} */ error) {
      if (attempt === ATTEMPTS || !PORT_TAKEN.test(error.message)) throw error;
    }
  }
}

/** @returns {Promise<import('./lab.d.mts').Lab>} */
async function startOnce() {
  const root = mkdtempSync(join(tmpdir(), 'parallax-lab-'));
  handOver(root);
  const removeRoot = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', removeRoot);

  const numbers = await freePorts(PORT_NAMES.length);
  const ports = /** @type {any} */ (Object.fromEntries(PORT_NAMES.map((name, position) => [name, numbers[position]])));
  const started = await Promise.allSettled(starts(root, ports));
  const running = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failures = started.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));

  async function stop() {
    await Promise.all(running.map((server) => server.stop()));
    removeRoot();
    process.off('exit', removeRoot);
  }

  if (failures.length > 0) {
    await stop();
    throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
  }
  const [outside, web] = /** @type {[Outside, Web]} */ (running);
  return {
    host: HOST,
    ports,
    servers: describeServers(ports),
    zones: { open: OPEN_ZONE, closed: CLOSED_ZONE },
    authorityFile: web.authorityFile,
    namesModule: join(import.meta.dirname, 'lab-names.mjs'),
    outsideVisits: () => outside.visits,
    stop,
  };
}

/** In the order of this list; the first two are asked for more than to stop. */
function starts(root, ports) {
  const folderFor = (name) => {
    const folder = join(root, name);
    mkdirSync(folder, { mode: 0o700 });
    handOver(folder);
    return folder;
  };
  const { plainWeb, weakTls, goodTls, redirect } = ports;
  return [
    startOutside(ports.outside),
    startWebServer(
      folderFor('web'),
      { plainWeb, weakTls, goodTls, redirect },
      `http://${OUTSIDE_HOST}:${ports.outside}`,
    ),
    startTarpit(ports.tarpit),
    startRedis(folderFor('redis'), ports.redis),
    startSsh(folderFor('ssh'), ports.ssh),
    startDns(folderFor('dns'), ports.dns),
  ];
}

function describeServers(ports) {
  const at = (port) => `${HOST}:${port}`;
  return [
    [
      'nginx, leaking',
      `http://${at(ports.plainWeb)}/`,
      '.git, .env and backups readable, listings, no security headers',
    ],
    [
      'nginx, old TLS',
      `https://${at(ports.weakTls)}/`,
      'TLS 1.0, NULL and anonymous suites; certificate expired, 1024 bits',
    ],
    ['nginx, good', `https://${at(ports.goodTls)}/`, 'TLS 1.2 and 1.3, security headers, private authority'],
    [
      'nginx, redirect',
      `http://${at(ports.redirect)}/`,
      `sends every visitor to ${OUTSIDE_HOST}, outside of the scope`,
    ],
    ['redis', at(ports.redis), 'no password'],
    ['sshd', at(ports.ssh), 'group1-sha1, 3des-cbc, hmac-md5, ssh-rsa'],
    ['named', at(ports.dns), `zone transfer of ${OPEN_ZONE}; ${CLOSED_ZONE} refuses`],
    ['tarpit', at(ports.tarpit), 'accepts and never answers'],
    ['outside', `http://${OUTSIDE_HOST}:${ports.outside}/`, 'no scan may come here'],
    ['closed', at(ports.closed), 'nobody listens'],
  ].map(([name, address, about]) => ({ name, address, about }));
}

async function runUntilInterrupted() {
  // Leaving is enough: what listens to `exit` ends the servers and deletes their files.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));
  const { servers } = await startLab();
  const width = (key) => Math.max(...servers.map((server) => server[key].length));
  const rows = servers.map(
    ({ name, address, about }) => `  ${name.padEnd(width('name'))}  ${address.padEnd(width('address'))}  ${about}`,
  );
  console.log([...rows, '', '  Ctrl-C ends them all.'].join('\n'));
}

if (process.argv[1] === import.meta.filename) {
  runUntilInterrupted().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
