import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { collectTechnology } from './technology.collect.js';
import { TechnologyParser } from './technology.parser.js';

/** Recognises the software behind a site by what its entry page, headers, cookies and scripts say of themselves. */
export const technologyProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'technology',
    name: 'Technology probe',
    description:
      'Recognises servers, languages, frameworks and script libraries of a web site, and versions without fixes.',
    subject: 'web',
    discovers: false,
    families: ['http.technology'],
    profiles: {
      quick: { timeLimitSeconds: 60, expectedSeconds: 1 },
      standard: { timeLimitSeconds: 120, expectedSeconds: 1 },
      deep: { timeLimitSeconds: 240, expectedSeconds: 2 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectTechnology(request, signal, new SystemClock()),
  parser: (request) => new TechnologyParser(request),
};
