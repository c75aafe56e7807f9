import { severityOfScore } from '../../report-reading/cvss-severity.js';
import { type NmapFinding, type ScriptRule } from './nmap-finding.js';
import { type NmapScript, tablesOf, valueOf } from './nmap-script.js';

const BY_VERSION = 'It is known of this version of the software. Nothing was tried: a distribution may have mended it.';

/** What the database of Vulners knows of one version. */
interface VulnersEntry {
  /** The version as CPE, or as the script guessed it. */
  readonly software: string;
  /** A CVE, or the number of an exploit. */
  readonly id: string;
  readonly score: string;
  readonly type: string;
}

/** One finding for each CVE, and one for each exploit, that `vulners` lists for the version of a service. */
export const vulnersRule: ScriptRule = ({ script }) => {
  const entries = tablesOf(script.data).length > 0 ? fromTables(script) : fromText(script);
  return entries.map(findingOf);
};

function fromTables({ data }: NmapScript): VulnersEntry[] {
  return tablesOf(data).flatMap(({ key, table }) =>
    tablesOf(table).flatMap(({ table: entry }) => {
      const id = valueOf(entry, 'id') ?? '';
      const [score, type] = [valueOf(entry, 'cvss') ?? '', valueOf(entry, 'type') ?? ''];
      return id === '' ? [] : [{ software: key, id, score, type }];
    }),
  );
}

/** Old versions of the script write text only: a line for the version, and one for each entry, with tabs. */
function fromText({ output }: NmapScript): VulnersEntry[] {
  let software = '';
  return output.split('\n').flatMap((line) => {
    const [, id, score] = /^\s*(\S{3,200})\t+(\d{1,2}(?:\.\d)?)\t+https?:/.exec(line) ?? [];
    if (id !== undefined && score !== undefined) return [{ software, id, score, type: 'unknown' }];
    software = /^\s*(\S.{0,200}?):?\s*$/.exec(line)?.[1] ?? software;
    return [];
  });
}

function findingOf({ software, id, score, type }: VulnersEntry): NmapFinding {
  const cve = /CVE-\d{4}-\d{4,7}/.exec(id)?.[0];
  const kind = type === 'unknown' ? 'other' : type;
  return {
    ...(cve === id
      ? { weakness: `cve.${id}`, title: `${id}: ${software}`, references: [`https://vulners.com/cve/${id}`] }
      : { weakness: 'nmap.script.vulners', discriminator: id, title: `Exploit known for ${software}: ${id}` }),
    severity: severityOfScore(Number(score)),
    toolSeverity: `CVSS ${score}`,
    description: BY_VERSION,
    evidence: `${software}: ${id} ${score}${cve === id ? '' : ` (${kind})`}`,
    ...(cve === undefined ? {} : { cve: [cve] }),
  };
}
