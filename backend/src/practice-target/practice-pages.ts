/** One thing that the practice site serves. `weakness` names what is wrong with serving it. */
export interface PracticePage {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  /** Key of the weakness catalogue; absent for pages that may be public. */
  readonly weakness?: string;
  /** Path under which the weakness is known, when it is not the page's own: one repository has many files. */
  readonly foundAt?: string;
}

const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';
const BINARY = 'application/octet-stream';

/** Everything that answers 200. The secrets are made up and open nothing. */
export const PRACTICE_PAGES: readonly PracticePage[] = [
  {
    path: '/',
    contentType: HTML,
    body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Practice target</title>
<script src="/js/jquery-1.8.3.min.js"></script>
</head>
<body>
<h1>Practice target</h1>
<p>This site is weak on purpose. It runs on this machine only and is here to be scanned.</p>
</body>
</html>
`,
  },
  {
    path: '/js/jquery-1.8.3.min.js',
    contentType: 'application/javascript',
    body: '/*! jQuery v1.8.3 | only this first line of it: the practice target runs no script */\n',
  },
  {
    path: '/.git/HEAD',
    contentType: BINARY,
    body: 'ref: refs/heads/main\n',
    weakness: 'http.exposed.git',
    foundAt: '/.git/',
  },
  {
    path: '/.git/config',
    contentType: BINARY,
    body: '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n',
    weakness: 'http.exposed.git',
    foundAt: '/.git/',
  },
  {
    path: '/.env',
    contentType: BINARY,
    body: 'APP_ENV=production\nAPP_DEBUG=true\nDB_HOST=127.0.0.1\nDB_USERNAME=practice\nDB_PASSWORD=made-up-and-opens-nothing\n',
    weakness: 'http.exposed.env',
  },
  {
    path: '/backup.sql',
    contentType: BINARY,
    body: `-- MySQL dump 10.13  Distrib 5.7.20
-- Host: localhost    Database: practice
CREATE TABLE \`users\` (\`id\` int(11) NOT NULL, \`name\` varchar(64) NOT NULL);
INSERT INTO \`users\` VALUES (1,'nobody'),(2,'nobody else');
-- Dump completed
`,
    weakness: 'http.exposed.backup',
  },
  {
    path: '/config.php.bak',
    contentType: BINARY,
    body: "<?php\n$db_host = '127.0.0.1';\n$db_user = 'practice';\n$db_password = 'made-up-and-opens-nothing';\n",
    weakness: 'http.exposed.backup',
  },
  {
    path: '/phpinfo.php',
    contentType: HTML,
    body: `<!DOCTYPE html>
<html><head><title>PHP 5.6.40 - phpinfo()</title></head>
<body><h1 class="p">PHP Version 5.6.40</h1>
<table><tr><td class="e">System </td><td class="v">Linux practice 4.9.0 x86_64 </td></tr>
<tr><td class="e">Server API </td><td class="v">FPM/FastCGI </td></tr>
<tr><td class="e">Loaded Configuration File </td><td class="v">/etc/php/5.6/fpm/php.ini </td></tr></table>
</body></html>
`,
    weakness: 'http.exposed.phpinfo',
  },
  {
    path: '/server-status',
    contentType: HTML,
    body: `<!DOCTYPE html>
<html><head><title>Apache Status</title></head>
<body><h1>Apache Server Status for 127.0.0.1</h1>
<dl><dt>Server Version: Apache/2.4.10 (Unix)</dt><dt>Server uptime: 12 days 3 hours</dt>
<dt>Total accesses: 4242 - Total Traffic: 17.3 MB</dt><dt>1 requests currently being processed, 4 idle workers</dt></dl>
</body></html>
`,
    weakness: 'http.exposed.server-status',
  },
  {
    path: '/files/',
    contentType: HTML,
    body: `<html>
<head><title>Index of /files/</title></head>
<body>
<h1>Index of /files/</h1><hr><pre><a href="../">../</a>
<a href="minutes.txt">minutes.txt</a>                                        01-Jan-2019 00:00                  42
</pre><hr></body>
</html>
`,
    weakness: 'http.directory-listing',
  },
  { path: '/files/minutes.txt', contentType: TEXT, body: 'Minutes: nobody came, nothing was decided.\n' },
];
