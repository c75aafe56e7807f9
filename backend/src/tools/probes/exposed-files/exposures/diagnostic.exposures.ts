import { type Exposure, telling, usual } from '../exposure.js';

const phpinfo = { weakness: 'http.exposed.phpinfo', proof: 'phpinfo' } as const;
const status = 'http.exposed.server-status';
const log = { weakness: 'http.exposed.log', proof: 'log' } as const;
const metadata = 'http.exposed.metadata';

/** Pages and files that tell of the inside: status pages, logs, traces of editors. */
export const DIAGNOSTIC_EXPOSURES: readonly Exposure[] = [
  ...telling(phpinfo, '/phpinfo.php', '/info.php'),
  ...usual(phpinfo, '/php.php', '/php_info.php', '/test.php', '/i.php', '/pi.php', '/phpinfo', '/_profiler/phpinfo'),
  ...telling({ weakness: status, proof: 'apache-status' }, '/server-status', '/server-info'),
  ...telling({ weakness: status, proof: 'nginx-status' }, '/nginx_status'),
  ...usual({ weakness: status, proof: 'nginx-status' }, '/status', '/basic_status', '/stub_status'),
  ...usual({ weakness: status, proof: 'fpm-status' }, '/fpm-status', '/php-fpm-status', '/status?full'),
  ...telling(log, '/error.log', '/access.log', '/debug.log'),
  ...usual(log, '/error_log', '/log.txt', '/logs/error.log', '/logs/access.log', '/log/error.log', '/npm-debug.log'),
  ...usual(log, '/storage/logs/laravel.log', '/wp-content/debug.log', '/var/log/prod.log', '/log/production.log'),
  ...telling({ weakness: metadata, proof: 'ds-store' }, '/.DS_Store'),
  ...usual(
    { weakness: metadata, proof: 'vim-swap' },
    '/.index.php.swp',
    '/.config.php.swp',
    '/.wp-config.php.swp',
    '/.env.swp',
  ),
  ...usual({ weakness: metadata, proof: 'ide-project' }, '/.idea/workspace.xml', '/.vscode/sftp.json'),
  ...usual(
    { weakness: 'http.exposed.other', proof: 'shell-history' },
    '/.bash_history',
    '/.zsh_history',
    '/.sh_history',
  ),
];
