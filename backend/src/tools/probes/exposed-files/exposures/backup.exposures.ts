import { isIP } from 'node:net';
import { type Exposure, telling, usual } from '../exposure.js';

const backup = 'http.exposed.backup';
const dump = { weakness: backup, proof: 'sql-dump' } as const;
const archive = { weakness: backup, proof: 'archive' } as const;
const source = { weakness: backup, proof: 'source-code' } as const;

export const BACKUP_EXPOSURES: readonly Exposure[] = [
  ...telling(dump, '/backup.sql', '/dump.sql', '/database.sql', '/db.sql'),
  ...usual(dump, '/data.sql', '/mysql.sql', '/site.sql', '/users.sql', '/backup/backup.sql', '/backups/backup.sql'),
  ...usual(
    { weakness: backup, proof: 'sqlite' },
    '/database.sqlite',
    '/db.sqlite',
    '/db.sqlite3',
    '/data.db',
    '/app.db',
  ),
  ...telling(archive, '/backup.zip', '/backup.tar.gz'),
  ...usual(archive, '/backup.tar', '/backup.tgz', '/backup.7z', '/backup.rar', '/backup.sql.gz', '/dump.sql.gz'),
  ...usual(archive, '/site.zip', '/www.zip', '/www.tar.gz', '/html.zip', '/public_html.zip', '/web.zip', '/old.zip'),
  ...telling(source, '/config.php.bak', '/wp-config.php.bak'),
  ...usual(source, '/config.php~', '/config.php.old', '/config.php.save', '/config.inc.php.bak', '/config.bak'),
  ...usual(
    source,
    '/wp-config.php~',
    '/wp-config.php.old',
    '/wp-config.php.save',
    '/wp-config.txt',
    '/settings.py.bak',
  ),
  ...usual(
    source,
    '/index.php.bak',
    '/index.php~',
    '/index.php.old',
    '/index.bak',
    '/configuration.php.bak',
    '/db.php.bak',
  ),
];

/** Backups named after the site: `example.com.zip`, `example.sql`. Addresses give no name. */
export function backupsNamedAfter(host: string): Exposure[] {
  if (isIP(host) !== 0) return [];
  const name = host.replace(/\.$/, '').toLowerCase();
  const labels = name.split('.');
  const short = labels.at(-2) ?? name;
  const names = [...new Set([name, short])];
  return names.flatMap((each) => [
    ...usual(archive, `/${each}.zip`, `/${each}.tar.gz`),
    ...usual(dump, `/${each}.sql`),
    ...usual({ weakness: 'http.exposed.private-key', proof: 'private-key' }, `/${each}.key`, `/${each}.pem`),
  ]);
}
