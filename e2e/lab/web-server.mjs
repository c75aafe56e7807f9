// nginx: a leaking site in the clear, the same behind old TLS, a good one, and one that sends its visitors elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeCertificates } from './certificates.mjs';
import { handOver, startServer } from './lab-process.mjs';
import { accepts, HOST } from './ports.mjs';

/** What should never lie in the root of a site. The secrets are made up and open nothing. */
const LEAKING_SITE = {
  'index.html': '<!doctype html><title>Lab</title><h1>Lab</h1><a href="/files/">Files</a>\n',
  'robots.txt': 'User-agent: *\nDisallow: /admin/\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config':
    '[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = https://git.example/lab.git\n',
  '.env': 'APP_ENV=production\nDB_PASSWORD=lab-only-4711\nAPI_KEY=lab-only-0815\n',
  'backup.sql':
    '-- MySQL dump 10.13\nCREATE TABLE `users` (`id` int, `mail` text);\nINSERT INTO `users` VALUES (1,"a@lab.test");\n',
  'config.php.bak': '<?php\n$db_password = "lab-only-4711";\n',
  'files/report.txt': 'Nothing to see.\n',
  'files/old/notes.txt': 'Still nothing.\n',
  'admin/index.html': '<!doctype html><title>Administration</title><form>Password <input type="password"></form>\n',
};

const GOOD_HEADERS = `
    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
    add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'" always;
    add_header X-Content-Type-Options nosniff always;
    add_header X-Frame-Options DENY always;
    add_header Referrer-Policy no-referrer always;
    add_header Permissions-Policy "camera=(), microphone=()" always;`;

/** Debian's own configuration refuses TLS 1.0; the lab's must not. */
const OLD_TLS_ALLOWED = `openssl_conf = lab
[lab]
ssl_conf = ssl
[ssl]
system_default = old
[old]
MinProtocol = None
CipherString = DEFAULT:@SECLEVEL=0
`;

/**
 * @param {string} folder private folder of this server
 * @param {{ plainWeb: number, weakTls: number, goodTls: number, redirect: number }} ports
 * @param {string} elsewhere origin to which the site on `ports.redirect` sends its visitors
 */
export async function startWebServer(folder, ports, elsewhere) {
  writeSite(join(folder, 'site'), LEAKING_SITE);
  writeSite(join(folder, 'good'), { 'index.html': '<!doctype html><title>Good</title><h1>Good</h1>\n' });
  const certificates = makeCertificates(join(folder, 'tls'));
  for (const { key, certificate } of Object.values(certificates)) [key, certificate].forEach(handOver);
  writeFileSync(join(folder, 'openssl.cnf'), OLD_TLS_ALLOWED);
  writeFileSync(join(folder, 'nginx.conf'), configuration(ports, certificates, elsewhere));
  const server = await startServer({
    name: 'nginx',
    program: 'nginx',
    args: ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
    folder,
    env: { OPENSSL_CONF: join(folder, 'openssl.cnf') },
    isReady: async () => (await Promise.all(Object.values(ports).map(accepts))).every(Boolean),
  });
  return { ...server, authorityFile: certificates.authority.certificate };
}

function writeSite(root, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function configuration(ports, { weak, good }, elsewhere) {
  const leaking = `
    root site;
    autoindex on;
    add_header Set-Cookie "session=lab-only; Path=/" always;
    location = /nginx_status { stub_status; }`;
  return `daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 512; }
http {
  access_log off;
  server_tokens on;
  default_type text/plain;
  types { text/html html; }
  client_body_temp_path temp-client-body;
  proxy_temp_path temp-proxy;
  fastcgi_temp_path temp-fastcgi;
  uwsgi_temp_path temp-uwsgi;
  scgi_temp_path temp-scgi;
  server {
    listen ${HOST}:${ports.plainWeb};${leaking}
  }
  server {
    listen ${HOST}:${ports.weakTls} ssl;
    ssl_certificate ${weak.certificate};
    ssl_certificate_key ${weak.key};
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2;
    ssl_ciphers "ALL:eNULL:aNULL:@SECLEVEL=0";${leaking}
  }
  server {
    listen ${HOST}:${ports.goodTls} ssl;
    server_tokens off;
    ssl_certificate ${good.certificate};
    ssl_certificate_key ${good.key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers "ECDHE+AESGCM:ECDHE+CHACHA20:@SECLEVEL=2";
    ssl_prefer_server_ciphers on;
    root good;${GOOD_HEADERS}
  }
  server {
    listen ${HOST}:${ports.redirect};
    location / { return 302 ${elsewhere}$request_uri; }
  }
}
`;
}
