// Preloaded with `node --import`: this process resolves the zones of the lab to loopback, as an entry in /etc/hosts would,
// without touching the machine's own names. Everything else is asked as usual.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { CLOSED_ZONE, OPEN_ZONE } from './dns-server.mjs';
import { HOST } from './ports.mjs';

const askSystem = dns.promises.lookup;

/** @param {string} name @param {any} [options] @returns {Promise<any>} one answer or all, as asked */
async function lookupInLab(name, options) {
  if (name !== OPEN_ZONE && name !== CLOSED_ZONE) return askSystem(name, options);
  const answer = { address: HOST, family: 4 };
  return options?.all === true ? [answer] : answer;
}

dns.promises.lookup = lookupInLab;
syncBuiltinESMExports();
