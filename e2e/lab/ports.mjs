// Loopback ports: free ones, and whether something answers on one.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export const HOST = '127.0.0.1';
/** Loopback too, yet another host than the one that scans are authorised for. */
export const OUTSIDE_HOST = '127.0.0.2';
/** Below the range from which the kernel takes ports for outgoing connections: no scanner's own socket can sit on one. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** @param {number} count @returns {Promise<number[]>} ports on which nobody listens, all different */
export async function freePorts(count) {
  const ports = new Set();
  while (ports.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!ports.has(port) && (await isFree(port, HOST)) && (await isFree(port, OUTSIDE_HOST))) ports.add(port);
  }
  return [...ports];
}

async function isFree(port, host) {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

/** @param {number} port @returns {Promise<boolean>} whether something accepts a connection on it */
export function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const answer = (isOpen) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
