import { SystemClock } from '../../../platform/clock.js';
import { type ProbeTool } from '../../tool-adapter.js';
import { collectExposedFiles } from './exposed-files.collect.js';
import { ExposedFilesParser } from './exposed-files.parser.js';

/** Asks for files that should not be there, and believes only what their content proves. */
export const exposedFilesProbe: ProbeTool = {
  kind: 'probe',
  manifest: {
    id: 'exposed-files',
    name: 'Exposed files probe',
    description: 'Looks for repositories, secrets, backups, keys, logs and directory listings that visitors can read.',
    subject: 'web',
    discovers: false,
    families: ['http.files'],
    profiles: {
      quick: { timeLimitSeconds: 120, expectedSeconds: 2 },
      standard: { timeLimitSeconds: 300, expectedSeconds: 4 },
      deep: { timeLimitSeconds: 900, expectedSeconds: 6 },
    },
    byDefault: true,
  },
  version: '1.0.0',
  collect: (request, signal) => collectExposedFiles(request, signal, new SystemClock()),
  parser: (request) => new ExposedFilesParser(request),
};
