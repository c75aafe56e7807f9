import { type ExternalTool } from '../../tool-adapter.js';
import { wapitiCommand } from './wapiti.command.js';
import { WAPITI_FAMILIES } from './wapiti.modules.js';
import { WapitiParser } from './wapiti.parser.js';

/** Follows the links of a site and puts attacks into the parameters that it finds. */
export const wapiti: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'wapiti',
    name: 'Wapiti',
    description: 'Follows the links of a site and tries injections in the parameters that it finds.',
    homepage: 'https://wapiti-scanner.github.io',
    subject: 'web',
    discovers: false,
    families: WAPITI_FAMILIES,
    profiles: {
      quick: { timeLimitSeconds: 120, expectedSeconds: 2 },
      standard: { timeLimitSeconds: 900, expectedSeconds: 60 },
      deep: { timeLimitSeconds: 3600, expectedSeconds: 600 },
    },
    // It attacks, and while it follows links it sends off the forms that it meets.
    byDefault: false,
  },
  version: {
    argv: ['wapiti', '--version'],
    parse: (output) => /^Wapiti (\d+(?:\.\d+)+)\s*$/m.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install wapiti',
    other: 'pipx install wapiti3',
  },
  command: wapitiCommand,
  parser: (request) => new WapitiParser(request),
};
