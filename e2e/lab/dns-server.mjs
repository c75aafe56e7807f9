// BIND with two zones: one that anybody may copy, one that refuses.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from './lab-process.mjs';
import { accepts, HOST } from './ports.mjs';

export const OPEN_ZONE = 'open-transfer.test';
export const CLOSED_ZONE = 'closed-transfer.test';

/** @param {string} folder @param {number} port */
export function startDns(folder, port) {
  writeFileSync(join(folder, 'zone'), ZONE);
  writeFileSync(
    join(folder, 'named.conf'),
    `options {
  directory "${folder}";
  pid-file none;
  session-keyfile "${join(folder, 'session.key')}";
  listen-on port ${port} { ${HOST}; };
  listen-on-v6 { none; };
  recursion no;
  dnssec-validation no;
  notify no;
  allow-transfer { none; };
};
controls { };
zone "${OPEN_ZONE}" { type primary; file "zone"; allow-transfer { any; }; };
zone "${CLOSED_ZONE}" { type primary; file "zone"; };
`,
  );
  return startServer({
    name: 'named',
    program: 'named',
    // -n 1: one thread is plenty, and the scanners want the other cores
    args: ['-f', '-n', '1', '-c', join(folder, 'named.conf')],
    folder,
    isReady: () => accepts(port),
  });
}

/** Names relative to the zone that loads it. No SPF, DMARC or CAA; `old` points to a name that does not exist. */
const ZONE = `$TTL 60
@      SOA   ns hostmaster 1 3600 600 86400 60
@      NS    ns
@      A     ${HOST}
@      MX    10 mail
ns     A     ${HOST}
mail   A     ${HOST}
www    A     ${HOST}
vpn    A     ${HOST}
intern A     ${HOST}
old    CNAME gone.lab.invalid.
`;
