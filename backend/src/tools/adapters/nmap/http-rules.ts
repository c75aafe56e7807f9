import { type NmapFinding, type ScriptRule } from './nmap-finding.js';
import { listOf, tableOf, tablesOf, valueOf } from './nmap-script.js';

const DANGEROUS_METHODS: readonly string[] = ['TRACE', 'TRACK', 'PUT', 'DELETE', 'CONNECT'];
/** More paths than this from one service are an answer to everything, not pages. */
const MAX_PATHS = 200;
const ENUMERATED = /^\s*(\/[^\s:]*): (.+)$/;

export const httpMethodsRule: ScriptRule = ({ script }) => {
  const methods = listOf(tableOf(script.data, 'Supported Methods'));
  const dangerous = methods.filter((method) => DANGEROUS_METHODS.includes(method));
  if (dangerous.length === 0) return [];
  return [{ weakness: 'http.method.dangerous', evidence: `Supported methods: ${methods.join(' ')}` }];
};

export const httpTraceRule: ScriptRule = ({ script }) =>
  script.output.startsWith('TRACE is enabled') ? [{ weakness: 'http.method.dangerous', evidence: script.output }] : [];

export const serverHeaderRule: ScriptRule = ({ script }) => {
  const values = listOf(script.data).filter((value) => /\d/.test(value));
  if (values.length === 0) return [];
  const evidence = values.map((value) => `Server: ${value}`).join('\n');
  return [{ weakness: 'http.header.server.version', evidence }];
};

/** The weakness belongs to the folder. The script has read `.git/HEAD` and seen that it holds what a HEAD holds, before it asks for the other files. */
export const httpGitRule: ScriptRule = ({ script }) =>
  tablesOf(script.data).flatMap(({ key, table }) => {
    const folder = /^[^/]*(\/\S*\.git\/)$/.exec(key)?.[1];
    if (folder === undefined || tableOf(table, 'files-found') === undefined) return [];
    return [{ weakness: 'http.exposed.git', path: folder, evidence: script.output }];
  });

/** Paths that answer to the known names of `http-enum`: proof of the path, not of what it holds. */
export const httpEnumRule: ScriptRule = ({ script }) =>
  script.output
    .split('\n')
    .slice(0, MAX_PATHS)
    .flatMap((line) => enumerated(line));

function enumerated(line: string): NmapFinding[] {
  const [, path, description] = ENUMERATED.exec(line) ?? [];
  if (path === undefined || description === undefined) return [];
  const weakness = weaknessOfPath(description);
  const place = weakness === 'http.exposed.git' ? path.replace(/(?<=\/\.git\/).*$/, '') : path;
  return [{ weakness, path: place, evidence: line.trim() }];
}

function weaknessOfPath(description: string): string {
  if (/directory listing/i.test(description)) return 'http.directory-listing';
  if (/^Git folder/i.test(description)) return 'http.exposed.git';
  return /\badmin/i.test(description) ? 'http.path.admin' : 'http.path.discovered';
}

/** The version that a name server tells to those who ask for it. */
export const nameServerVersionRule: ScriptRule = ({ script }) => {
  const version = valueOf(script.data, 'bind.version') ?? '';
  return /\d/.test(version) ? [{ weakness: 'net.banner.version', evidence: `bind.version: ${version}` }] : [];
};
