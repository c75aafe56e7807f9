import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { numberedLines } from '../../report-reading/numbered-lines.js';
import { givenTarget, pathOf, placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';
import { webPageOf } from '../../web-address.js';
import { findingIn, type GobusterFinding, linesOf } from './gobuster.lines.js';
import { observationOf } from './gobuster.rules.js';

/** Of the modes `dns` and `vhost`: `Found: www.example.com` with addresses or a status behind it. */
const NAME = /^Found:\s{1,5}([\w.*-]{1,253})(?:\s(.{0,3000}))?$/;
const TARGET = /^\[\+\]\s{0,5}(?:Url(?:\/Domain)?|Target Url|Domain)\s{0,20}:\s{1,40}(\S{1,2000})/i;
const NOISE =
  /^(?:=+|Gobuster v|by OJ Reeves|\[[+!-]\]|\d{4}\/\d\d\/\d\d |Starting |Finished|Progress:|Error:|20\d\d)/i;

/** What `gobuster -o` writes, and what it prints. */
export const gobusterText: ReportFormat = {
  id: 'gobuster-text',
  name: 'Gobuster text',
  tool: 'gobuster',
  versions: ['2.0.1', '3.1.0', '3.5', '3.6'],
  framing: 'lines',
  emptyForms: [''],
  recognises: ({ text }) => linesOf(text).some((line) => findingIn(line) !== undefined || /^Gobuster v\d/.test(line)),
  read: readGobuster,
};

async function* readGobuster(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  let target: ObservedEndpoint | undefined;
  for await (const { text, line } of numberedLines(pieces)) {
    for (const part of linesOf(text)) {
      const address = TARGET.exec(part)?.[1];
      if (address !== undefined) target = placeOfUrl(address) ?? placeOfHost(address);
      else yield* itemsOf(part, line, () => target ?? givenTarget(context.target));
    }
  }
}

function* itemsOf(text: string, line: number, targetOf: () => ObservedEndpoint): Generator<ReportItem> {
  const finding = findingIn(text);
  if (finding !== undefined) {
    yield pathItem(finding, targetOf);
    return;
  }
  const [, name, details = ''] = NAME.exec(text) ?? [];
  if (name !== undefined) {
    yield nameItem(name, details, line);
    return;
  }
  if (!NOISE.test(text)) yield { type: 'skipped', reason: 'a line that is no result', line };
}

function pathItem(finding: GobusterFinding, targetOf: () => ObservedEndpoint): ReportItem {
  const page = placeOfUrl(finding.place) ?? pageOn(targetOf(), finding.place);
  return { type: 'observation', observation: observationOf(finding, page.path ?? '/', page) };
}

/** A path that was tried below the path of the target. */
function pageOn(target: ObservedEndpoint, path: string): ObservedEndpoint {
  const folder = (target.path ?? '/').replace(/[^/]*$/, '');
  return webPageOf(target, pathOf(folder + path.replace(/^\//, '')));
}

function nameItem(name: string, details: string, line: number): ReportItem {
  const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(details)?.[0];
  const endpoint = placeOfHost(name, { address });
  if (endpoint === undefined) return { type: 'skipped', reason: 'a name that is none', line };
  return {
    type: 'observation',
    observation: {
      weakness: 'gobuster.name',
      rule: 'name',
      endpoint,
      title: evidenceOf(`The name ${name} is in use`, 200),
      severity: 'info',
      evidence: evidenceOf(`Found: ${name} ${details}`.trim(), 1000),
    },
  };
}
