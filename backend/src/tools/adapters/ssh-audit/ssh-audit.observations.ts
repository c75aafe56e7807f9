import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { severityOfScore } from '../../report-reading/cvss-severity.js';
import { type SshAlgorithmList, WEAK_SSH_ALGORITHMS } from '../../ssh-algorithms.js';
import { type SshAuditAlgorithm, type SshAuditCve, type SshAuditResult, speaksVersion1 } from './ssh-audit.schema.js';
import { smallGroup, smallHostKey } from './ssh-audit.sizes.js';

/** The lists of a result, and what we call them. */
const LISTS: readonly (readonly ['kex' | 'key' | 'enc' | 'mac', SshAlgorithmList])[] = [
  ['kex', 'kex'],
  ['key', 'hostKey'],
  ['enc', 'cipher'],
  ['mac', 'mac'],
];

/** What a result says of a server: one observation for each weak algorithm; all of a list join into one finding. */
export function sshAuditObservations(result: SshAuditResult, endpoint: ObservedEndpoint): Observation[] {
  const banner = evidenceOf(result.banner?.raw ?? '', 300);
  return [
    ...LISTS.flatMap(([key, list]) =>
      result[key].flatMap((algorithm) => ofAlgorithm(algorithm, key, list, endpoint) ?? []),
    ),
    ...(result.cves ?? []).map((cve) => vulnerability(cve, banner, endpoint)),
    ...(speaksVersion1(result) ? [{ weakness: 'ssh.protocol.v1', rule: 'protocol', endpoint, evidence: banner }] : []),
  ];
}

function ofAlgorithm(
  offered: SshAuditAlgorithm,
  key: string,
  list: SshAlgorithmList,
  endpoint: ObservedEndpoint,
): Observation | undefined {
  const { algorithm, keysize, notes } = offered;
  const weakness = weaknessOf(offered, list);
  if (weakness === undefined) return undefined;
  const size = keysize === undefined ? '' : ` (${keysize} bits)`;
  const said = [...(notes?.fail ?? []), ...(notes?.warn ?? [])].join('; ');
  return {
    ...weakness,
    rule: evidenceOf(`${key} ${algorithm}`, 200),
    endpoint,
    evidence: evidenceOf(`${algorithm}${size}${said === '' ? '' : `: ${said}`}`, 1000),
  };
}

/** The tool's own grade where it gives one; else the catalogue's word for the name, then what the size says. */
function weaknessOf(
  offered: SshAuditAlgorithm,
  list: SshAlgorithmList,
): Pick<Observation, 'weakness' | 'severity' | 'toolSeverity' | 'title'> | undefined {
  const { weakness, weak } = WEAK_SSH_ALGORITHMS[list];
  const graded = gradeOf(offered.notes);
  if (graded !== undefined) return { weakness, severity: graded.severity, toolSeverity: graded.word };
  if (offered.notes !== undefined) return undefined;
  if (weak.test(offered.algorithm) || (list === 'kex' && smallGroup(offered))) return { weakness };
  return list === 'hostKey' ? smallHostKey(offered) : undefined;
}

function gradeOf(notes: SshAuditAlgorithm['notes']): { severity: Severity; word: string } | undefined {
  if ((notes?.fail.length ?? 0) > 0) return { severity: 'high', word: 'fail' };
  return (notes?.warn.length ?? 0) > 0 ? { severity: 'medium', word: 'warn' } : undefined;
}

function vulnerability(cve: SshAuditCve, banner: string, endpoint: ObservedEndpoint): Observation {
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
