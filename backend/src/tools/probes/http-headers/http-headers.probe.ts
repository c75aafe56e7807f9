import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { collectHttpHeaders } from './http-headers.collect.js';
import { HttpHeadersParser } from './http-headers.parser.js';

/** Asks for the entry page in several ways and judges the headers of the answers. */
export const httpHeadersProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'http-headers',
    name: 'HTTP headers probe',
    description: 'Judges the security headers, cookies, CORS rules and methods of a web site.',
    subject: 'web',
    discovers: false,
    families: ['http.headers', 'http.cookies', 'http.cors'],
    profiles: {
      quick: { timeLimitSeconds: 60, expectedSeconds: 1 },
      standard: { timeLimitSeconds: 120, expectedSeconds: 1 },
      deep: { timeLimitSeconds: 240, expectedSeconds: 2 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectHttpHeaders(request, signal, new SystemClock()),
  parser: (request) => new HttpHeadersParser(request),
};
