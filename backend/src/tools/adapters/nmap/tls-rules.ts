import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { judgeCertificate, type ReportedCertificate } from '../../reported-certificate.js';
import { type XmlElement } from '../../xml-reader.js';
import { type NmapFinding, type ScriptRule } from './nmap-finding.js';
import { listOf, type NmapScript, tableOf, tablesOf, valueOf } from './nmap-script.js';

const WEAK_PROTOCOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    SSLv3: 'tls.protocol.ssl3',
    'TLSv1.0': 'tls.protocol.tls1_0',
    'TLSv1.1': 'tls.protocol.tls1_1',
  }),
);
const DH_BITS_WANTED = 2048;
/** Suites of one protocol that are named as its evidence; the others are counted. */
const SUITES_NAMED = 5;

interface Suite {
  readonly protocol: string;
  readonly name: string;
  readonly keyExchange: string;
  readonly grade: string;
}

/** Reads the protocols and suites that `ssl-enum-ciphers` was answered with. */
export const cipherRule: ScriptRule = ({ script }) => {
  const protocols = tablesOf(script.data).filter(({ key }) => /^(?:SSL|TLS)v/.test(key));
  const suites = protocols.flatMap(({ key, table }) => suitesOf(key, table));
  return [
    ...protocols.flatMap(({ key }) => protocolFinding(key, suites)),
    ...weakSuites(suites),
    ...weakGroups(suites),
    ...clientChooses(protocols, suites),
    ...compression(protocols),
  ];
};

function suitesOf(protocol: string, table: XmlElement): Suite[] {
  return tablesOf(tableOf(table, 'ciphers')).map(({ table: suite }) => ({
    protocol,
    name: valueOf(suite, 'name') ?? '',
    keyExchange: valueOf(suite, 'kex_info') ?? '',
    grade: valueOf(suite, 'strength') ?? '',
  }));
}

function protocolFinding(protocol: string, suites: readonly Suite[]): NmapFinding[] {
  const weakness = WEAK_PROTOCOLS.get(protocol);
  const names = suites.filter((suite) => suite.protocol === protocol).map(({ name }) => name);
  if (weakness === undefined || names.length === 0) return [];
  const more = names.length > SUITES_NAMED ? ` and ${names.length - SUITES_NAMED} more` : '';
  return [{ weakness, evidence: `${protocol} accepted with ${names.slice(0, SUITES_NAMED).join(', ')}${more}` }];
}

function weakSuites(suites: readonly Suite[]): NmapFinding[] {
  const byWeakness = new Map<string, Suite[]>();
  for (const suite of suites) {
    for (const weakness of weaknessesOf(suite)) byWeakness.set(weakness, [...(byWeakness.get(weakness) ?? []), suite]);
  }
  return [...byWeakness].map(([weakness, weak]) => ({
    weakness,
    evidence: weak.map(lineOf).join('\n'),
    toolSeverity: `grade ${[...new Set(weak.map(({ grade }) => grade))].sort().join(', ')}`,
  }));
}

/** nmap calls the suites of TLS 1.3 by names of its own; none of them is weak. */
function weaknessesOf({ protocol, name }: Suite): readonly string[] {
  return protocol === 'TLSv1.3' ? [] : weaknessesOfCipher(name);
}

function weakGroups(suites: readonly Suite[]): NmapFinding[] {
  const weak = suites.filter(({ keyExchange }) => {
    const bits = /^dh (\d{1,6})$/.exec(keyExchange)?.[1];
    return bits !== undefined && Number(bits) < DH_BITS_WANTED;
  });
  return weak.length === 0 ? [] : [{ weakness: 'tls.dh.weak', evidence: weak.map(lineOf).join('\n') }];
}

type ProtocolTable = ReturnType<typeof tablesOf>[number];

/** A client's choice does harm only where a weak suite is among those it can choose. */
function clientChooses(protocols: readonly ProtocolTable[], suites: readonly Suite[]): NmapFinding[] {
  const lines = protocols.flatMap(({ key, table }) => {
    const preference = valueOf(table, 'cipher preference');
    const offered = suites.filter(({ protocol }) => protocol === key);
    const isHarmful = offered.length > 1 && offered.some((suite) => weaknessesOf(suite).length > 0);
    return preference === 'client' && isHarmful ? [`${key}: cipher preference: client`] : [];
  });
  return lines.length === 0 ? [] : [{ weakness: 'tls.cipher.order', evidence: lines.join('\n') }];
}

function compression(protocols: readonly ProtocolTable[]): NmapFinding[] {
  const lines = protocols.flatMap(({ key, table }) => {
    const used = listOf(tableOf(table, 'compressors')).filter((compressor) => compressor !== 'NULL');
    return used.length === 0 ? [] : [`${key}: compressors: ${used.join(', ')}`];
  });
  return lines.length === 0 ? [] : [{ weakness: 'tls.vulnerability.crime', evidence: lines.join('\n') }];
}

function lineOf({ protocol, name, keyExchange, grade }: Suite): string {
  return `${protocol}: ${name}${keyExchange === '' ? '' : ` (${keyExchange})`} - ${grade}`;
}

/** Judges the certificate that `ssl-cert` was shown. */
export const certificateRule: ScriptRule = ({ script, endpoint, seenAt }) => {
  const certificate = certificateOf(script);
  const measure = { host: endpoint.host, ...(seenAt === undefined ? {} : { seenAt }) };
  return judgeCertificate(certificate, measure).map(({ weakness, proof }) => ({
    weakness,
    evidence: `${proof}\nsubject ${certificate.subject}\nissuer ${certificate.issuer}`,
  }));
};

function certificateOf({ data }: NmapScript): ReportedCertificate {
  const [subject, issuer] = [nameIn(data, 'subject'), nameIn(data, 'issuer')];
  const validity = tableOf(data, 'validity');
  const [validFrom, validTo] = [dateIn(validity, 'notBefore'), dateIn(validity, 'notAfter')];
  const key = tableOf(data, 'pubkey');
  const [keyType, bits, pem] = [valueOf(key, 'type'), Number(valueOf(key, 'bits')), valueOf(data, 'pem')];
  const signatureAlgorithm = valueOf(data, 'sig_algo');
  return {
    subject,
    issuer,
    selfSigned: subject !== '' && subject === issuer,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
    ...(keyType === undefined ? {} : { keyType }),
    ...(Number.isFinite(bits) && bits > 0 ? { keyBits: bits } : {}),
    ...(pem === undefined ? {} : { pem }),
  };
}

function nameIn(data: XmlElement, key: string): string {
  const parts = tableOf(data, key)?.children ?? [];
  return parts.map(({ attributes, text }) => `${attributes.get('key') ?? ''}=${text}`).join(', ');
}

/** nmap writes times in UTC without saying so. */
function dateIn(validity: XmlElement | undefined, key: string): Date | undefined {
  const date = new Date(`${valueOf(validity, key) ?? ''}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
