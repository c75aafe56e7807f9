import { certificateFindings } from './certificate-findings.js';
import { readCertificate, type CertificateFacts } from './certificate-facts.js';
import { type TlsFinding } from './tls-finding.js';
import { type DerChain, type TlsTranscript } from './tls-transcript.js';

/** What the certificates of a service came to. */
export interface CertificateResult {
  readonly findings: readonly TlsFinding[];
  /** What kept us from judging them all, in words; empty when nothing did. */
  readonly gaps: readonly string[];
}

/** Judges every chain that the server sent; a weakness that several chains share is one finding. */
export function judgeCertificates(transcript: TlsTranscript, host: string): CertificateResult {
  const { start, chains } = transcript;
  if (start === undefined || chains.size === 0) return { findings: [], gaps: ['the server sent no certificate'] };
  const findings: TlsFinding[] = [];
  const gaps: string[] = [];
  for (const [number, ders] of chains) {
    const chain = readChain(ders);
    if (chain.length < ders.size || !ders.has(0)) gaps.push('a certificate could not be read');
    const trust = transcript.trusts.find((line) => line.chain === number);
    if (trust === undefined) gaps.push('whether the chain is trusted was not tried');
    // Without the server's own certificate the others would be judged in its place.
    if (chain[0]?.position !== 0) continue;
    const facts = chain.map(({ certificate }) => certificate);
    findings.push(...certificateFindings(facts, { observedAt: new Date(start.observedAt), host, trust }));
  }
  return { findings: joined(findings), gaps: [...new Set(gaps)] };
}

function readChain(ders: DerChain): { position: number; certificate: CertificateFacts }[] {
  return [...ders].flatMap(([position, der]) => {
    const certificate = der === undefined ? undefined : readCertificate(der);
    return certificate === undefined ? [] : [{ position, certificate }];
  });
}

function joined(findings: readonly TlsFinding[]): TlsFinding[] {
  const byWeakness = new Map<string, TlsFinding>();
  for (const finding of findings) {
    const earlier = byWeakness.get(finding.weakness);
    const evidence = earlier === undefined ? finding.evidence : `${earlier.evidence}\n\n${finding.evidence}`;
    byWeakness.set(finding.weakness, { ...finding, evidence });
  }
  return [...byWeakness.values()];
}
