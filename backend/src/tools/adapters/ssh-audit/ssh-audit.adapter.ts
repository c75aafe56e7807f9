import { type ExternalTool } from '../../tool-adapter.js';
import { sshAuditCommand } from './ssh-audit.command.js';
import { SshAuditParser } from './ssh-audit.parser.js';
import { SSH_AUDIT_FAMILIES } from './ssh-audit.verdict.js';

/** It has one way of working, so that every profile takes as long. */
const EFFORT = { timeLimitSeconds: 120, expectedSeconds: 2 };

/** Reads what an SSH server offers, without logging in. */
export const sshAudit: ExternalTool = {
  kind: 'external',
  manifest: {
    id: 'ssh-audit',
    name: 'ssh-audit',
    description: 'Checks key exchange, host keys, ciphers and MACs that an SSH server offers.',
    homepage: 'https://github.com/jtesta/ssh-audit',
    subject: 'ssh',
    discovers: false,
    families: SSH_AUDIT_FAMILIES,
    profiles: { quick: EFFORT, standard: EFFORT, deep: EFFORT },
    byDefault: true,
  },
  version: {
    // 2.x has no option for its version: it stands at the head of its help.
    argv: ['ssh-audit', '--help'],
    parse: (output) => /ssh-audit v(\d[\w.-]*)/.exec(output)?.[1],
  },
  install: {
    debian: 'sudo apt-get install ssh-audit',
    macos: 'brew install ssh-audit',
    other: 'pipx install ssh-audit',
  },
  command: sshAuditCommand,
  parser: (request) => new SshAuditParser(request),
};
