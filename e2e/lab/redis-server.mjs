// Redis as it should never be reachable: without a password.
import { startServer } from './lab-process.mjs';
import { accepts, HOST } from './ports.mjs';

/** @param {string} folder @param {number} port */
export function startRedis(folder, port) {
  const settings = { port, bind: HOST, 'protected-mode': 'no', save: '', appendonly: 'no', dir: folder };
  return startServer({
    name: 'redis-server',
    program: 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    folder,
    isReady: () => accepts(port),
  });
}
