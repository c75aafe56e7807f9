import { type ExternalTool } from '../../tool-adapter.js';
import { sqlmapCommand } from './sqlmap.command.js';
import { SqlmapParser } from './sqlmap.parser.js';
import { SQLMAP_PROFILES } from './sqlmap.profiles.js';

/** Tries whether the parameters of a site's links reach its database as code. Reads nothing out of it. */
export const sqlmap: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'sqlmap',
    name: 'sqlmap',
    description: 'Tries the parameters of linked pages for SQL injection, and only detects.',
    homepage: 'https://sqlmap.org',
    subject: 'web',
    discovers: false,
    families: ['http.vulnerabilities'],
    profiles: SQLMAP_PROFILES,
    // It attacks: what it sends reaches the database of a site that can be injected into.
    byDefault: false,
  },
  version: {
    argv: ['sqlmap', '--version'],
    parse: (output) => /^(\d+(?:\.\d+)+)#\w+\s*$/m.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install sqlmap',
    macos: 'brew install sqlmap',
    other: 'pipx install sqlmap',
  },
  command: sqlmapCommand,
  parser: (request) => new SqlmapParser(request),
};
