import { type ExternalTool } from '../../tool-adapter.js';
import { nmapCommand, PROFILES } from './nmap-command.js';
import { NmapParser } from './nmap.parser.js';

/** Finds open TCP ports, recognises what listens there and asks services with nmap's own harmless scripts. */
export const nmap: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'nmap',
    name: 'Nmap',
    description:
      'Finds open TCP ports, recognises the services behind them and checks them with scripts that do no harm.',
    homepage: 'https://nmap.org',
    subject: 'host',
    discovers: true,
    families: ['net.ports', 'net.services', 'net.vulnerabilities', 'ssh.algorithms'],
    profiles: PROFILES,
    byDefault: true,
  },
  version: { argv: ['nmap', '--version'], parse: (output) => /^Nmap version (\S+)/m.exec(output)?.[1] },
  install: {
    debian: 'sudo apt-get install nmap',
    macos: 'brew install nmap',
    other: 'see https://nmap.org/download',
  },
  command: nmapCommand,
  parser: (request) => new NmapParser(request),
};
