import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { bracketed } from '../../../targets/endpoint.js';
import { type ExternalTool, type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { SslscanParser } from './sslscan.parser.js';

/** What a profile leaves out, and how long it waits for an answer. */
const PROFILE_OPTIONS: Readonly<Record<Profile, readonly string[]>> = {
  quick: ['--no-groups', '--no-fallback', '--timeout=3'],
  standard: ['--no-groups', '--timeout=5'],
  deep: ['--timeout=10'],
};

/** Asks a TLS service for each protocol and cipher suite, with OpenSSL and, for what that has dropped, hellos of its own. */
export const sslscan: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'sslscan',
    name: 'sslscan',
    description:
      'Lists the protocols and cipher suites that a TLS service accepts, shows its certificate and tries Heartbleed.',
    homepage: 'https://github.com/rbsec/sslscan',
    subject: 'tls',
    discovers: false,
    families: ['tls.protocols', 'tls.ciphers', 'tls.certificate', 'tls.vulnerabilities'],
    profiles: {
      quick: { timeLimitSeconds: 60, expectedSeconds: 1 },
      standard: { timeLimitSeconds: 180, expectedSeconds: 3 },
      deep: { timeLimitSeconds: 300, expectedSeconds: 5 },
    },
    byDefault: true,
  },
  version: { argv: ['sslscan', '--version'], parse: versionIn },
  install: {
    debian: 'sudo apt-get install sslscan',
    macos: 'brew install sslscan',
    other: 'see https://github.com/rbsec/sslscan#building-on-linux',
  },
  command: commandFor,
  parser: (request) => new SslscanParser(request),
};

function commandFor({ endpoint, profile }: ToolRunRequest): CommandSpec {
  const { host, address, port = 443 } = endpoint;
  const name = host === address ? [] : [`--sni-name=${host}`];
  const family = address.includes(':') ? ['--ipv6'] : ['--ipv4'];
  return {
    program: 'sslscan',
    args: [
      '--no-colour',
      '--show-certificate',
      '--xml=-',
      ...PROFILE_OPTIONS[profile],
      ...family,
      ...name,
      `${bracketed(address)}:${port}`,
    ],
    parsed: ['stdout', 'stderr'],
  };
}

/** The program's own version stands above that of the OpenSSL it was built with. */
function versionIn(output: string): string | undefined {
  return /^\s*(\d+\.\d+\S*)\s*\n\s*OpenSSL /m.exec(output)?.[1];
}
