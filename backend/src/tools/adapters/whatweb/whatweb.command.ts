import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor } from '../../web-address.js';

interface Effort {
  /** 1: one request. 3: further requests for what the first one recognised. */
  readonly aggression: '1' | '3';
  readonly openTimeoutSeconds: number;
  readonly readTimeoutSeconds: number;
}

const EFFORTS: Readonly<Record<Profile, Effort>> = {
  quick: { aggression: '1', openTimeoutSeconds: 10, readTimeoutSeconds: 15 },
  standard: { aggression: '1', openTimeoutSeconds: 15, readTimeoutSeconds: 30 },
  deep: { aggression: '3', openTimeoutSeconds: 15, readTimeoutSeconds: 30 },
};

/** The report goes to stdout by the name `-`: WhatWeb cannot open `/dev/stdout` when that is a socket. */
export function whatwebCommand({ endpoint, profile }: ToolRunRequest): CommandSpec {
  const { aggression, openTimeoutSeconds, readTimeoutSeconds } = EFFORTS[profile];
  return {
    program: 'whatweb',
    args: [
      '--color=never',
      '--quiet',
      `--aggression=${aggression}`,
      '--follow-redirect=never',
      `--open-timeout=${openTimeoutSeconds}`,
      `--read-timeout=${readTimeoutSeconds}`,
      '--log-json=-',
      '--',
      webAddressFor(endpoint),
    ],
    parsed: ['stdout', 'stderr'],
  };
}
