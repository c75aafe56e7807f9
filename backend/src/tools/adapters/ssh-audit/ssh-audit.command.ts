import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type ToolRunRequest } from '../../tool-adapter.js';

/** ssh-audit asks 22 when no port is named. */
const DEFAULT_PORT = 22;
const ANSWER_TIMEOUT_SECONDS = 5;

/** By address: SSH does not send the name that was asked for, so that nothing is lost. */
export function sshAuditCommand({ endpoint }: ToolRunRequest): CommandSpec {
  return {
    program: 'ssh-audit',
    args: [
      ...['--json', '--no-colors'],
      `--timeout=${ANSWER_TIMEOUT_SECONDS}`,
      `--port=${endpoint.port ?? DEFAULT_PORT}`,
      ...['--', endpoint.address],
    ],
    parsed: ['stdout', 'stderr'],
  };
}
