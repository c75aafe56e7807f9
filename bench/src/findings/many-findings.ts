import { type Database } from '../../../backend/src/platform/database/database.js';
import { SCAN_ID } from './scan-database.js';

const TIME = '2026-01-01T00:00:00.000Z';

/** One of so many findings is seen by the tool that hardly finds anything. */
export const RARE_EVERY = 997;

/** Adds findings with the numbers `first` to `last` - 1: all severities, three in four of them low or informational. */
export async function addFindings(database: Database, first: number, last: number): Promise<void> {
  const numbers = 'WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?)';
  const rank = 'CASE n % 16 WHEN 0 THEN 4 WHEN 1 THEN 3 WHEN 2 THEN 3 WHEN 3 THEN 2 ELSE n % 2 END';
  const tools = `CASE WHEN n % ${RARE_EVERY} = 0 THEN '["testssl"]' WHEN n % 3 = 0 THEN '["nmap","nuclei"]' ELSE '["nuclei"]' END`;
  await database.write(async (manager) => {
    await manager.query(
      `${numbers}
       INSERT INTO findings (id, fingerprint, weakness, title, severity_rank, host, address, port, transport, path,
         description, remediation, cwe, cve, reference_urls, corroboration, tools, first_seen_at, last_seen_at, last_scan_id,
         state, presence, presence_since, presence_scan_id)
       SELECT printf('finding-%08d', n), printf('f1:%032x', n), 'bench.rule-' || n % 997, 'Something is wrong at place ' || n,
         ${rank}, 'h' || n % 256 || '.bench.test', '192.0.2.10', 443, 'tcp', '/' || n, 'What is wrong, in a sentence or two.',
         'Mend it.', '[200]', '[]', '[]', 1, ${tools}, '${TIME}', '${TIME}', ?, 'open', 'seen', '${TIME}', ?
       FROM numbers`,
      [first, last, SCAN_ID, SCAN_ID],
    );
    await manager.query(
      `${numbers}
       INSERT INTO sightings (scan_id, finding_id, severity_rank, corroboration, tools, seen_at)
       SELECT ?, printf('finding-%08d', n), ${rank}, 1, ${tools}, '${TIME}' FROM numbers`,
      [first, last, SCAN_ID],
    );
  });
}
