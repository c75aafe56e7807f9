import { type Exposure, telling, usual } from '../exposure.js';

const env = { weakness: 'http.exposed.env', proof: 'environment' } as const;
const key = { weakness: 'http.exposed.private-key', proof: 'private-key' } as const;
const config = 'http.exposed.config';

/** Files that hold passwords and keys. */
export const SECRET_EXPOSURES: readonly Exposure[] = [
  ...telling(env, '/.env', '/.env.local', '/.env.production', '/.env.bak'),
  ...usual(
    env,
    '/.env.dev',
    '/.env.development',
    '/.env.staging',
    '/.env.test',
    '/.env.old',
    '/.env.backup',
    '/.env.save',
  ),
  ...usual(env, '/env', '/api/.env', '/app/.env', '/config/.env', '/backend/.env'),
  ...telling(key, '/id_rsa', '/.ssh/id_rsa', '/server.key', '/privkey.pem'),
  ...usual(key, '/id_dsa', '/id_ecdsa', '/id_ed25519', '/.ssh/id_ed25519', '/private.key', '/private.pem', '/key.pem'),
  ...usual(key, '/ssl.key', '/ssl/server.key', '/certs/server.key', '/localhost.key', '/cert.pem', '/server.pem'),
  ...telling({ weakness: config, proof: 'password-file' }, '/.htpasswd'),
  ...usual({ weakness: config, proof: 'password-file' }, '/.htpasswd.bak', '/htpasswd', '/admin/.htpasswd'),
  ...telling({ weakness: config, proof: 'aws-credentials' }, '/.aws/credentials'),
  ...usual({ weakness: config, proof: 'url-credentials' }, '/.git-credentials'),
  ...usual({ weakness: config, proof: 'npmrc' }, '/.npmrc'),
  ...usual({ weakness: config, proof: 'docker-auth' }, '/.docker/config.json'),
  ...telling({ weakness: config, proof: 'web-config' }, '/web.config'),
  ...usual({ weakness: config, proof: 'web-config' }, '/web.config.bak', '/web.config.old'),
  ...telling({ weakness: config, proof: 'settings-json' }, '/appsettings.json', '/config.json'),
  ...usual(
    { weakness: config, proof: 'settings-json' },
    '/appsettings.Production.json',
    '/settings.json',
    '/secrets.json',
  ),
  ...usual(
    { weakness: config, proof: 'settings-json' },
    '/credentials.json',
    '/sftp-config.json',
    '/config/config.json',
  ),
  ...usual({ weakness: config, proof: 'settings-yaml' }, '/config.yml', '/config.yaml', '/config/database.yml'),
  ...usual(
    { weakness: config, proof: 'settings-yaml' },
    '/database.yml',
    '/application.yml',
    '/secrets.yml',
    '/parameters.yml',
  ),
  ...usual({ weakness: config, proof: 'properties' }, '/application.properties', '/config.properties', '/config.ini'),
  ...usual({ weakness: config, proof: 'compose' }, '/docker-compose.yml', '/docker-compose.yaml'),
  ...usual(
    { weakness: config, proof: 'source-code' },
    '/config.php',
    '/wp-config.php',
    '/configuration.php',
    '/settings.py',
  ),
  ...telling({ weakness: config, proof: 'spring-environment' }, '/actuator/env'),
  ...usual({ weakness: config, proof: 'spring-environment' }, '/env.json'),
];
