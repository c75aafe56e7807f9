import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { givenTarget, pathOf, placeOfHost } from '../../report-reading/reported-place.js';
import { type GenericFinding, observationOf, placeOf, whyNot } from './generic-findings.observation.js';

/** The generic findings of DefectDojo as JSON, which many tools write. */
export const genericFindingsJson: ReportFormat = {
  id: 'generic-findings-json',
  name: 'Generic findings JSON (DefectDojo)',
  tool: 'generic-findings',
  versions: ['2', '3.2'],
  framing: 'document',
  emptyForms: ['{}'],
  recognises: ({ text }) => {
    const head = text.replace(/^[\s\ufeff]+/, '');
    return (
      /^\{/.test(head) &&
      /"findings"\s{0,5}:\s{0,5}\[/.test(head) &&
      (/"title"\s{0,5}:/.test(head) || /"findings"\s{0,5}:\s{0,5}\[\s*\]/.test(head))
    );
  },
  read: readGenericJson,
};

const text = z.union([z.string(), z.number().transform(String)]).catch('');
const flag = z.union([z.boolean(), z.string().transform((word) => /^t/i.test(word))]).catch(false);
const numbers = z
  .union([z.coerce.number().int(), z.string().transform((word) => Number(/\d{1,5}/.exec(word)?.[0] ?? 0))])
  .catch(0);

const endpointSchema = z.union([
  z.string().transform(placeOf),
  z
    .object({ host: z.string(), port: z.coerce.number().int().optional().catch(undefined), protocol: text, path: text })
    .transform(({ host, port, protocol, path }) => placeOfParts(host, port, protocol, path)),
]);

const findingSchema = z.object({
  title: text,
  severity: text,
  description: text,
  mitigation: text,
  impact: text,
  references: text,
  cwe: numbers,
  cwes: z.array(numbers).catch([]),
  cve: text,
  vulnerability_ids: z.array(text).catch([]),
  cvssv3: text,
  cvssv4: text,
  vuln_id_from_tool: text,
  unique_id_from_tool: text,
  file_path: text,
  line: text,
  component_name: text,
  component_version: text,
  false_p: flag,
  duplicate: flag,
  endpoints: z.array(z.unknown()).catch([]),
});

async function* readGenericJson(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  for await (const { path, value, line } of jsonItems(pieces, ['$.version', '$.findings.*'])) {
    if (path[0] === 'version') {
      if (typeof value === 'string') yield { type: 'run', run: { toolVersion: evidenceOf(value, 50) } };
    } else yield* itemsOf(value, line, context);
  }
}

/** One observation for each place; without one it is about what the user said. */
function* itemsOf(value: unknown, line: number, { target }: ReportContext): Generator<ReportItem> {
  const parsed = findingSchema.safeParse(value).data;
  if (parsed === undefined) {
    yield { type: 'skipped', reason: 'an entry that is none', line };
    return;
  }
  const finding = findingOf(parsed);
  const reason = whyNot(finding);
  if (reason !== undefined) {
    yield { type: 'skipped', reason, line };
    return;
  }
  const places = parsed.endpoints.flatMap((endpoint) => endpointSchema.safeParse(endpoint).data ?? []);
  for (const place of places.length === 0 ? [givenTarget(target)] : places) {
    yield { type: 'observation', observation: observationOf(finding, place) };
  }
}

function findingOf(parsed: z.infer<typeof findingSchema>): GenericFinding {
  return {
    ...parsed,
    vectors: [parsed.cvssv4, parsed.cvssv3].filter((vector) => vector !== ''),
    cwe: [...new Set([parsed.cwe, ...parsed.cwes])].filter((number) => number > 0),
    vulnerabilityIds: [parsed.cve, ...parsed.vulnerability_ids].filter((id) => id !== ''),
    rule: parsed.vuln_id_from_tool,
    uniqueId: parsed.unique_id_from_tool,
    filePath: parsed.file_path,
    component: [parsed.component_name, parsed.component_version].filter((word) => word !== '').join(' '),
    falsePositive: parsed.false_p,
  };
}

function placeOfParts(
  host: string,
  port: number | undefined,
  protocol: string,
  path: string,
): ObservedEndpoint | undefined {
  const scheme = protocol === 'https' || protocol === 'http' ? protocol : undefined;
  const number = port ?? (scheme === undefined ? undefined : scheme === 'https' ? 443 : 80);
  const place = placeOfHost(host, { port: number, protocol: scheme });
  return place === undefined || scheme === undefined ? place : { ...place, path: pathOf(path) };
}
