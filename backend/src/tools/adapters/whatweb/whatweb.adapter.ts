import { type ExternalTool } from '../../tool-adapter.js';
import { whatwebCommand } from './whatweb.command.js';
import { WHATWEB_FAMILIES } from './whatweb.families.js';
import { WhatwebParser } from './whatweb.parser.js';

/** Recognises the software behind a web site by the answers it gives. */
export const whatweb: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'whatweb',
    name: 'WhatWeb',
    description: 'Recognises servers, frameworks, content management systems and libraries of a web site.',
    homepage: 'https://www.morningstarsecurity.com/research/whatweb',
    subject: 'web',
    discovers: false,
    families: WHATWEB_FAMILIES,
    profiles: {
      quick: { timeLimitSeconds: 90, expectedSeconds: 4 },
      standard: { timeLimitSeconds: 120, expectedSeconds: 4 },
      deep: { timeLimitSeconds: 300, expectedSeconds: 10 },
    },
    byDefault: true,
  },
  version: {
    argv: ['whatweb', '--version'],
    parse: (output) => /^WhatWeb version (\d[\w.-]*)/m.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install whatweb',
    macos: 'brew install whatweb',
    other: 'See https://github.com/urbanadventurer/WhatWeb/wiki/Installation',
  },
  command: whatwebCommand,
  parser: (request) => new WhatwebParser(request),
};
