import { type ExternalTool } from '../../tool-adapter.js';
import { nucleiCommand } from './nuclei.command.js';
import { NucleiParser } from './nuclei.parser.js';
import { NUCLEI_FAMILIES, NUCLEI_PROFILES } from './nuclei.profiles.js';

/** Asks a web service the questions of a folder of templates: known vulnerabilities, exposures, misconfigurations. */
export const nuclei: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'nuclei',
    name: 'Nuclei',
    description: 'Looks for known vulnerabilities, exposed files and misconfigurations with templates.',
    homepage: 'https://github.com/projectdiscovery/nuclei',
    subject: 'web',
    discovers: false,
    families: NUCLEI_FAMILIES,
    profiles: NUCLEI_PROFILES,
    byDefault: true,
  },
  version: {
    argv: ['nuclei', '-disable-update-check', '-version'],
    parse: (output) => /Nuclei Engine Version:\s*v?(\d[\w.-]*)/i.exec(output)?.[1],
  },
  install: {
    macos: 'brew install nuclei',
    other: 'Download a release from https://github.com/projectdiscovery/nuclei/releases and a folder of templates',
  },
  command: nucleiCommand,
  parser: (request) => new NucleiParser(request),
};
