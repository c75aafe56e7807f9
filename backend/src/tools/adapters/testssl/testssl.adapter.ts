import { type ExternalTool } from '../../tool-adapter.js';
import { commandFor } from './testssl.command.js';
import { TestsslParser } from './testssl.parser.js';
import { FAMILIES } from './testssl.profiles.js';

/** Examines a TLS service with hellos of its own and with OpenSSL, and tries the known flaws of TLS one by one. */
export const testssl: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'testssl',
    name: 'testssl.sh',
    description:
      'Examines protocols, cipher suites and certificates of a TLS service and tries the known flaws of TLS.',
    homepage: 'https://testssl.sh/',
    subject: 'tls',
    discovers: false,
    families: FAMILIES,
    profiles: {
      quick: { timeLimitSeconds: 180, expectedSeconds: 12 },
      standard: { timeLimitSeconds: 600, expectedSeconds: 60 },
      deep: { timeLimitSeconds: 1800, expectedSeconds: 180 },
    },
    byDefault: true,
  },
  version: { argv: ['testssl', '--version'], parse: versionIn },
  install: {
    debian: 'sudo apt install testssl.sh',
    macos: 'brew install testssl',
    other: 'see https://github.com/testssl/testssl.sh#installation; the command must be named testssl',
  },
  command: commandFor,
  parser: (request) => new TestsslParser(request),
};

function versionIn(output: string): string | undefined {
  return /^\s*testssl(?:\.sh)?\s+(?:version\s+)?(\d+\.\d+\S*)\s+from\s/m.exec(output)?.[1];
}
