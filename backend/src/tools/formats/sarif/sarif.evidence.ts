import { evidenceOf } from '../../../findings/evidence.js';
import { type SarifRun } from './sarif.run.js';
import { type SarifLocation, type SarifResult } from './sarif.schema.js';

/** Steps of the flows of data that are shown. */
const MAX_STEPS = 20;

/** What proves a result at one of its places: where, the words, the source, and how data came there. */
export function evidenceAt(
  location: SarifLocation | undefined,
  result: SarifResult,
  run: SarifRun,
  message: string,
): string {
  const { method = '', target = '' } = result.webRequest ?? {};
  const parts = [
    describePlace(location, run),
    `${method} ${target}`.trim(),
    message,
    snippetOf(location),
    flowOf(result, run),
  ];
  return evidenceOf(parts.filter((part) => part !== '').join('\n'));
}

function describePlace(location: SarifLocation | undefined, run: SarifRun): string {
  const line = location?.physicalLocation?.region?.startLine;
  return [run.addressOf(location), line].filter((part) => part !== undefined).join(':');
}

function snippetOf(location: SarifLocation | undefined): string {
  const { region, contextRegion } = location?.physicalLocation ?? {};
  return (region?.snippet?.text ?? contextRegion?.snippet?.text ?? '').slice(0, 2000);
}

function flowOf({ codeFlows }: SarifResult, run: SarifRun): string {
  const [flow] = codeFlows.flatMap(({ threadFlows }) => threadFlows);
  const steps = (flow?.locations ?? []).slice(0, MAX_STEPS).map(({ location }, index) => {
    const words = [describePlace(location, run), run.wordsOf(location?.message, undefined), snippetOf(location).trim()];
    return `${index + 1}. ${words
      .filter((word) => word !== '')
      .join(' - ')
      .slice(0, 300)}`;
  });
  return steps.length === 0 ? '' : ['Flow of data:', ...steps].join('\n');
}
