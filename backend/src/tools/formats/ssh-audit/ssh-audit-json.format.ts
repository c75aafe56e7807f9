import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { severityOfScore } from '../../report-reading/cvss-severity.js';
import { givenTarget, placeOfHost } from '../../report-reading/reported-place.js';
import { type SshAlgorithmList, WEAK_SSH_ALGORITHMS } from '../../ssh-algorithms.js';

/** `--json`, of one target or of several. */
export const sshAuditJson: ReportFormat = {
  id: 'ssh-audit-json',
  name: 'ssh-audit JSON',
  tool: 'ssh-audit',
  versions: ['2.5.0', '3.1.0'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*(?:\[\s*)?\{/.test(text) && /"kex"\s*:\s*\[/.test(text) && /"banner"\s*:\s*(?:\{|null)/.test(text),
  read: readSshAudit,
};

const LISTS: readonly (readonly ['kex' | 'key' | 'enc' | 'mac', SshAlgorithmList])[] = [
  ['kex', 'kex'],
  ['key', 'hostKey'],
  ['enc', 'cipher'],
  ['mac', 'mac'],
];

const words = z.array(z.string()).catch([]);

/** Until 2.9 an algorithm was its name alone, and nothing was said of it. */
const algorithmSchema = z.union([
  z.string().transform((algorithm) => ({ algorithm, keysize: undefined, notes: undefined })),
  z.object({
    algorithm: z.string(),
    keysize: z.coerce.number().optional().catch(undefined),
    notes: z.object({ fail: words, warn: words }).optional().catch(undefined),
  }),
]);

const algorithms = z
  .array(z.unknown())
  .catch([])
  .transform((list) => list.flatMap((item) => algorithmSchema.safeParse(item).data ?? []));

const resultSchema = z.object({
  banner: z
    .object({ raw: z.string().catch(''), protocol: z.unknown() })
    .nullish()
    .catch(undefined),
  target: z.string().optional().catch(undefined),
  kex: algorithms,
  key: algorithms,
  enc: algorithms,
  mac: algorithms,
  cves: z
    .array(z.object({ name: z.string(), cvssv2: z.coerce.number().catch(0), description: z.string().catch('') }))
    .catch([]),
});

type Result = z.infer<typeof resultSchema>;

async function* readSshAudit(source: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const { first, pieces } = await beginsWith(source);
  for await (const { value, line } of jsonItems(pieces, [first === '[' ? '$.*' : '$'])) {
    const result = resultSchema.safeParse(value).data;
    if (result === undefined) yield { type: 'skipped', reason: 'an entry that is no result', line };
    else {
      const place = placeOf(result.target) ?? givenTarget(context.target);
      for (const observation of observationsOf(result, place)) yield { type: 'observation', observation };
    }
  }
}

/** `192.0.2.1:22`; old versions leave out the port. */
function placeOf(target: string | undefined): ObservedEndpoint | undefined {
  if (target === undefined) return undefined;
  const [, host = target, port = '22'] = /^(.{1,255}):(\d{1,5})$/.exec(target) ?? [];
  return placeOfHost(host, { port: Number(port), protocol: 'ssh' });
}

function observationsOf(result: Result, endpoint: ObservedEndpoint): Observation[] {
  const banner = evidenceOf(result.banner?.raw ?? '', 300);
  return [
    ...LISTS.flatMap(([key, list]) =>
      result[key].flatMap((algorithm) => weakAlgorithm(algorithm, key, list, endpoint) ?? []),
    ),
    ...result.cves.map((cve) => vulnerability(cve, banner, endpoint)),
    ...(speaksVersion1(result) ? [{ weakness: 'ssh.protocol.v1', rule: 'protocol', endpoint, evidence: banner }] : []),
  ];
}

/** One for each weak algorithm; all of a list join into one finding. */
function weakAlgorithm(
  { algorithm, keysize, notes }: Result['kex'][number],
  key: string,
  list: SshAlgorithmList,
  endpoint: ObservedEndpoint,
): Observation | undefined {
  const { weakness, weak } = WEAK_SSH_ALGORITHMS[list];
  const graded = gradeOf(notes);
  if (graded === undefined && (notes !== undefined || !weak.test(algorithm))) return undefined;
  const size = keysize === undefined ? '' : ` (${keysize} bits)`;
  const said = [...(notes?.fail ?? []), ...(notes?.warn ?? [])].join('; ');
  return {
    weakness,
    rule: evidenceOf(`${key} ${algorithm}`, 200),
    endpoint,
    evidence: evidenceOf(`${algorithm}${size}${said === '' ? '' : `: ${said}`}`, 1000),
    ...(graded === undefined ? {} : { severity: graded.severity, toolSeverity: graded.word }),
  };
}

function gradeOf(notes: Result['kex'][number]['notes']): { severity: Severity; word: string } | undefined {
  if ((notes?.fail.length ?? 0) > 0) return { severity: 'high', word: 'fail' };
  return (notes?.warn.length ?? 0) > 0 ? { severity: 'medium', word: 'warn' } : undefined;
}

function vulnerability(cve: Result['cves'][number], banner: string, endpoint: ObservedEndpoint): Observation {
  const id = /^CVE-\d{4}-\d{4,7}$/i.test(cve.name) ? cve.name.toUpperCase() : undefined;
  return {
    weakness:
      id === undefined ? `ssh-audit.${cve.name.replace(/[^\w.-]/g, '_').slice(0, 80) || 'unknown'}` : `cve.${id}`,
    rule: evidenceOf(cve.name, 100) || 'cve',
    endpoint,
    title: evidenceOf(`${cve.name}: ${cve.description}`, 200),
    severity: severityOfScore(cve.cvssv2),
    toolSeverity: `CVSS ${cve.cvssv2}`,
    evidence: evidenceOf(`${banner}\n${cve.description}`, 1000),
  };
}

/** `[1, 99]` is the version of a server that speaks both, `[1, 5]` of one that speaks the old one only. */
function speaksVersion1({ banner }: Result): boolean {
  const version: unknown = banner?.protocol;
  return Array.isArray(version) ? version[0] === 1 : typeof version === 'string' && version.startsWith('1.');
}
