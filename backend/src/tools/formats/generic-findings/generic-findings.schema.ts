import { z } from 'zod';
import { cweNumber, type GenericFinding } from './generic-finding.js';
import { placeOf, placeOfParts } from './generic-findings.place.js';

const text = z
  .union([z.string(), z.number().transform(String)])
  .catch('')
  .transform((words) => words.trim());
const texts = z
  .union([z.array(text), text.transform((one) => [one])])
  .catch([])
  .transform((all) => all.filter((one) => one !== ''));
const flag = z.union([z.boolean(), z.string().transform((word) => /^\s*(?:t|1|y)/i.test(word))]).catch(false);
/** Tools also write `N/A` where a number belongs. */
const digits = text.transform((words) => (/^\d{1,9}$/.test(words) ? words : ''));

/** A place as text, or as an object with its parts. */
export const placeSchema = z.union([
  z.string().transform(placeOf),
  z.object({ url: z.string() }).transform(({ url }) => placeOf(url)),
  z
    .object({ host: z.string(), port: digits, protocol: text, path: text })
    .transform(({ host, port, protocol, path }) =>
      /[/@]/.test(host)
        ? placeOf(host)
        : placeOfParts({
            host,
            port: port === '' ? undefined : Number(port),
            scheme: protocol === '' ? undefined : protocol,
            path,
          }),
    ),
]);

/** An entry of the JSON form, with the places that it names. */
export const findingSchema = z.object({
  title: text,
  severity: text,
  description: text,
  mitigation: text,
  impact: text,
  steps_to_reproduce: text,
  severity_justification: text,
  references: texts,
  date: text,
  service: text,
  param: text,
  payload: text,
  cwe: text,
  cwes: texts,
  cve: text,
  vulnerability_ids: texts,
  cvssv3: text,
  cvssv3_score: text,
  cvssv4: text,
  cvssv4_score: text,
  epss_score: text,
  known_exploited: flag,
  ransomware_used: flag,
  fix_version: text,
  vuln_id_from_tool: text,
  unique_id_from_tool: text,
  file_path: text,
  sast_source_file_path: text,
  sast_source_object: text,
  sast_source_line: digits,
  sast_sink_object: text,
  line: digits,
  component_name: text,
  component_version: text,
  tags: texts,
  false_p: flag,
  is_mitigated: flag,
  out_of_scope: flag,
  endpoints: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).catch([]),
});

export type JsonFinding = z.infer<typeof findingSchema>;

/** The entry in the form that is common to JSON and CSV. */
export function findingOf(parsed: JsonFinding): GenericFinding {
  const cwe = [parsed.cwe, ...parsed.cwes].map(cweNumber).filter((number) => number > 0);
  return {
    title: parsed.title,
    severity: parsed.severity,
    vectors: [parsed.cvssv4, parsed.cvssv3].filter((vector) => vector !== ''),
    scores: [parsed.cvssv4_score, parsed.cvssv3_score].filter((score) => /^\d/.test(score)),
    description: parsed.description,
    mitigation: parsed.mitigation,
    fixVersion: parsed.fix_version,
    references: parsed.references.join('\n'),
    cwe: [...new Set(cwe)],
    vulnerabilityIds: [...new Set([parsed.cve, ...parsed.vulnerability_ids])].filter((id) => id !== ''),
    rule: parsed.vuln_id_from_tool,
    uniqueId: parsed.unique_id_from_tool,
    filePath: parsed.file_path,
    line: parsed.line,
    component: [parsed.component_name, parsed.component_version].filter((word) => word !== '').join(' '),
    parameter: parsed.param,
    facts: factsOf(parsed),
    isFalsePositive: parsed.false_p,
    isMitigated: parsed.is_mitigated,
    isOutOfScope: parsed.out_of_scope,
  };
}

function factsOf(parsed: JsonFinding): GenericFinding['facts'] {
  const source = [parsed.sast_source_file_path, parsed.sast_source_line, parsed.sast_source_object];
  return {
    Date: parsed.date,
    Service: parsed.service,
    Payload: parsed.payload,
    Source: source.filter((part) => part !== '').join(':'),
    Sink: parsed.sast_sink_object,
    'Steps to reproduce': parsed.steps_to_reproduce,
    Impact: parsed.impact,
    'Why this severity': parsed.severity_justification,
    EPSS: parsed.epss_score,
    'Known exploited': parsed.known_exploited ? 'yes' : '',
    'Used by ransomware': parsed.ransomware_used ? 'yes' : '',
    Tags: parsed.tags.join(', '),
  };
}
