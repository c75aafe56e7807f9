import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { bracketed } from '../../../targets/endpoint.js';
import { type RunPaths, type ToolRunRequest } from '../../tool-adapter.js';
import { TESTSSL_PROFILES } from './testssl.profiles.js';

/**
 * The command line of one run. `--ip` holds the tool to the pinned address; without DNS and without `--phone-out` it asks
 * nobody but the target. The report is written to its file as the checks go on.
 */
export function commandFor({ endpoint, profile }: ToolRunRequest, { report }: RunPaths): CommandSpec {
  const { host, address, port = 443 } = endpoint;
  const family = address.includes(':') ? ['-6'] : [];
  return {
    program: 'testssl',
    args: [
      ...['--color', '0', '--warnings', 'off', '--quiet', '--nodns', 'none'],
      ...['--connect-timeout', '10', '--openssl-timeout', '10'],
      ...family,
      ...['--ip', bracketed(address)],
      ...['--jsonfile-pretty', report],
      ...TESTSSL_PROFILES[profile].options,
      `https://${bracketed(host)}:${port}/`,
    ],
    parsed: ['stdout', 'stderr', 'report'],
  };
}
