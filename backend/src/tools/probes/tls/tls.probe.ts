import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { TLS_FAMILIES } from './tls-coverage.js';
import { collectTls } from './tls.collect.js';
import { TlsParser } from './tls.parser.js';

/** Examines a TLS service with hellos of its own making: versions, cipher suites, Diffie-Hellman groups, certificates. */
export const tlsProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'tls',
    name: 'TLS probe',
    description:
      'Lists the protocol versions and cipher suites that a TLS service accepts, and judges its certificates.',
    subject: 'tls',
    discovers: false,
    families: TLS_FAMILIES,
    profiles: {
      quick: { timeLimitSeconds: 60, expectedSeconds: 2 },
      standard: { timeLimitSeconds: 180, expectedSeconds: 5 },
      deep: { timeLimitSeconds: 300, expectedSeconds: 6 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectTls(request, signal, new SystemClock()),
  parser: (request) => new TlsParser(request),
};
