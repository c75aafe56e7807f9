import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { collectPorts } from './ports.collect.js';
import { PortsParser } from './ports.parser.js';

/** Finds open TCP ports by connecting to them, and recognises services by their greeting. */
export const portsProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'ports',
    name: 'Port probe',
    description:
      'Finds the TCP ports of a host that accept connections, and recognises services by what they say first.',
    subject: 'host',
    discovers: true,
    families: ['net.ports', 'net.services'],
    profiles: {
      quick: { timeLimitSeconds: 60, expectedSeconds: 2 },
      standard: { timeLimitSeconds: 300, expectedSeconds: 5 },
      deep: { timeLimitSeconds: 3600, expectedSeconds: 60 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectPorts(request, signal, new SystemClock()),
  parser: (request) => new PortsParser(request),
};
