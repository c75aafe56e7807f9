import { type ExternalTool } from '../../tool-adapter.js';
import { ffufCommand } from './ffuf.command.js';
import { FfufParser } from './ffuf.parser.js';
import { FFUF_PROFILES } from './ffuf.profiles.js';

/** Asks a web server for paths of a word list, with GET only. */
export const ffuf: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'ffuf',
    name: 'ffuf',
    description: 'Finds pages and files that nothing links to by asking for the paths of a word list.',
    homepage: 'https://github.com/ffuf/ffuf',
    subject: 'web',
    discovers: false,
    families: ['http.paths'],
    profiles: FFUF_PROFILES,
    byDefault: true,
  },
  version: {
    argv: ['ffuf', '-V'],
    parse: (output) => /^ffuf version: v?(\d[\w.-]*)/m.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install ffuf',
    macos: 'brew install ffuf',
    other: 'Download a release from https://github.com/ffuf/ffuf/releases',
  },
  command: ffufCommand,
  parser: (request) => new FfufParser(request),
};
