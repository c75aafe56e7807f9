import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { collectDns } from './dns.collect.js';
import { DnsParser } from './dns.parser.js';

/** Judges what a name's zone says about mail and certificates, and whether its servers hand the whole zone out. */
export const dnsProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'dns',
    name: 'DNS probe',
    description: 'Judges SPF, DMARC and CAA records, and asks the name servers of the zone for a zone transfer.',
    subject: 'domain',
    discovers: false,
    families: ['dns.mail', 'dns.caa', 'dns.transfer'],
    profiles: {
      quick: { timeLimitSeconds: 120, expectedSeconds: 2 },
      standard: { timeLimitSeconds: 180, expectedSeconds: 2 },
      deep: { timeLimitSeconds: 180, expectedSeconds: 2 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectDns(request, signal, new SystemClock()),
  parser: (request) => new DnsParser(request),
};
