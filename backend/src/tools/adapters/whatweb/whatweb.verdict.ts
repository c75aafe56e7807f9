import { type Coverage } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { pathOnService, webServiceOf } from '../../web-address.js';
import { WHATWEB_FAMILIES } from './whatweb.families.js';
import { type WhatwebAnswer } from './whatweb.schema.js';

/** What was read of one run. */
export interface WhatwebReading {
  /** Answers of the endpoint itself. */
  readonly answers: WhatwebAnswer[];
  /** What WhatWeb wrote on stderr. */
  readonly complaints: string[];
  /** Addresses whose answers were left out, because they are not the endpoint's. */
  readonly strangers: string[];
  /** Lines of the report that could not be read. */
  unread: number;
  /** Whether the report came to its end. */
  closed: boolean;
}

/** What WhatWeb looks at beside technology, and how little of it. */
const GLIMPSES = [
  ['http.headers', 'only versions in the Server and X-Powered-By headers are looked at'],
  ['http.cookies', 'only the HttpOnly flag is looked at, on cookies that the first answer sets'],
  ['http.files', 'only the listing of the folder that was asked for is looked at'],
] as const;

/** How the run ended. WhatWeb exits with 0 whatever happens: without an answer in the report nothing was examined. */
export function whatwebVerdict(reading: WhatwebReading, exit: ProcessExit, request: ToolRunRequest): ToolVerdict {
  const service = webServiceOf(request.endpoint);
  const cut = cutShortBy(exit) ?? unfinished(reading, exit);
  if (reading.answers.length === 0) {
    const reach = cut ?? { status: 'failed', reason: whyNothing(reading) };
    return {
      outcome: outcomeOf(reach, 'nothing'),
      reason: reach.reason,
      coverage: coverageOf(WHATWEB_FAMILIES, reach, service),
    };
  }
  if (cut !== undefined) {
    return {
      outcome: outcomeOf(cut, 'something'),
      reason: `${cut.reason}; what was learnt until then is reported`,
      coverage: coverageOf(WHATWEB_FAMILIES, cut, service),
    };
  }
  const coverage = [technologyReach(reading, request), ...glimpses(request)];
  const [complaint] = reading.complaints;
  return complaint === undefined
    ? { outcome: 'succeeded', coverage }
    : { outcome: 'partial', reason: `not every request was answered: ${complaint}`, coverage };
}

function unfinished(reading: WhatwebReading, exit: ProcessExit): CutShort | undefined {
  const [complaint] = reading.complaints;
  if (exit.code !== 0)
    return { status: 'failed', reason: complaint ?? `WhatWeb ended with code ${exit.code ?? 'none'}` };
  if (reading.unread > 0) return { status: 'partial', reason: 'a line of the report could not be read' };
  if (!reading.closed && reading.answers.length > 0) return { status: 'partial', reason: 'the report is cut short' };
  return undefined;
}

function whyNothing({ complaints, strangers, closed }: WhatwebReading): string {
  const [complaint] = complaints;
  if (complaint !== undefined) return complaint;
  if (strangers[0] !== undefined)
    return `only ${strangers[0]} answered, which is not the address that was to be examined`;
  return closed ? 'the report holds no answer: nothing was examined' : 'WhatWeb wrote no report';
}

function technologyReach(reading: WhatwebReading, request: ToolRunRequest): Coverage {
  const gaps = [...profileGaps(request), ...redirectGaps(reading, request), ...complaintGaps(reading)];
  const place = { family: 'http.technology', endpoint: webServiceOf(request.endpoint) } as const;
  return gaps.length === 0 ? { ...place, status: 'ran' } : { ...place, status: 'partial', reason: gaps.join('; ') };
}

function profileGaps({ profile }: ToolRunRequest): string[] {
  return profile === 'deep' ? [] : [`the ${profile} profile looks at one answer only`];
}

/** A redirect to another service is another endpoint's business; one inside the service hides the page that matters. */
function redirectGaps({ answers }: WhatwebReading, { endpoint }: ToolRunRequest): string[] {
  const inside = answers
    .flatMap(({ target, plugins }) =>
      (plugins['RedirectLocation']?.string ?? []).map((location) => absolute(location, target)),
    )
    .find((location) => pathOnService(endpoint, location) !== undefined);
  return inside === undefined ? [] : ['the page redirects inside the site, and redirects are not followed'];
}

function complaintGaps({ complaints }: WhatwebReading): string[] {
  return complaints.length === 0 ? [] : ['not every request was answered'];
}

function glimpses({ endpoint }: ToolRunRequest): Coverage[] {
  return GLIMPSES.map(([family, reason]) => ({ family, endpoint: webServiceOf(endpoint), status: 'partial', reason }));
}

function absolute(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).href : '';
}
