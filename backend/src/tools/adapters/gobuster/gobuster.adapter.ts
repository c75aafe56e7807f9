import { type ExternalTool } from '../../tool-adapter.js';
import { gobusterCommand } from './gobuster.command.js';
import { GobusterParser } from './gobuster.parser.js';

/** Asks a web server for paths of a word list, with GET only. */
export const gobuster: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'gobuster',
    name: 'gobuster',
    description: 'Finds pages and files that nothing links to, a second time after ffuf and with another client.',
    homepage: 'https://github.com/OJ/gobuster',
    subject: 'web',
    discovers: false,
    families: ['http.paths'],
    profiles: {
      quick: { timeLimitSeconds: 90, expectedSeconds: 3 },
      standard: { timeLimitSeconds: 300, expectedSeconds: 10 },
      deep: { timeLimitSeconds: 900, expectedSeconds: 30 },
    },
    // It asks for the same paths as ffuf: twice the requests, for a second opinion only.
    byDefault: false,
  },
  version: {
    argv: ['gobuster', 'version'],
    parse: (output) => /^(?:gobuster version )?v?(\d+\.\d[\w.-]*)\s*$/im.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install gobuster',
    macos: 'brew install gobuster',
    other: 'Download a release from https://github.com/OJ/gobuster/releases',
  },
  command: gobusterCommand,
  parser: (request) => new GobusterParser(request),
};
