import { PROTOCOL_VERSIONS, type ProtocolVersion } from './tls-versions.js';
import { decodeSuites, type TlsLine, type TlsLineOf } from './tls.schema.js';

/** A certificate chain by position, the server's own at 0; undefined where one was too large to keep. */
export type DerChain = ReadonlyMap<number, Buffer | undefined>;

/** What was learnt of one version, with its suites as numbers. */
export interface VersionFacts extends Pick<TlsLineOf<'version'>, 'version' | 'outcome' | 'complete' | 'reason'> {
  readonly accepted: readonly number[];
}

/** Everything that the lines read so far say. */
export class TlsTranscript {
  start: TlsLineOf<'start'> | undefined;
  brokenBy: string | undefined;
  /** Whether the collector came to its end by itself. */
  ended = false;
  readonly hellos: TlsLineOf<'hello'>[] = [];
  readonly trusts: TlsLineOf<'trust'>[] = [];
  private readonly versions = new Map<ProtocolVersion, VersionFacts>();
  private readonly ders = new Map<number, Map<number, Buffer | undefined>>();

  add(line: TlsLine): void {
    switch (line.type) {
      case 'start':
        this.start = line;
        return;
      case 'hello':
        this.hellos.push(line);
        return;
      case 'trust':
        this.trusts.push(line);
        return;
      case 'certificate':
        this.addCertificate(line);
        return;
      case 'version':
        this.versions.set(line.version, versionFacts(line));
        return;
      case 'broken':
        this.brokenBy = line.reason;
        return;
      case 'end':
        this.ended = true;
        return;
    }
  }

  version(version: ProtocolVersion): VersionFacts | undefined {
    return this.versions.get(version);
  }

  /** The versions that are settled or given up, newest first. */
  get tried(): readonly VersionFacts[] {
    return PROTOCOL_VERSIONS.map((version) => this.versions.get(version)).filter((facts) => facts !== undefined);
  }

  get acceptedVersions(): readonly VersionFacts[] {
    return this.tried.filter((facts) => facts.outcome === 'accepted');
  }

  /** By number of the chain. */
  get chains(): ReadonlyMap<number, DerChain> {
    return this.ders;
  }

  private addCertificate(line: TlsLineOf<'certificate'>): void {
    const chain = this.ders.get(line.chain) ?? new Map<number, Buffer | undefined>();
    chain.set(line.position, line.der === undefined ? undefined : Buffer.from(line.der, 'base64'));
    this.ders.set(line.chain, chain);
  }
}

function versionFacts(line: TlsLineOf<'version'>): VersionFacts {
  const { version, outcome, complete, reason } = line;
  const accepted = decodeSuites(line.accepted, version === 'SSL 2.0' ? 6 : 4);
  return { version, outcome, complete, accepted, ...(reason === undefined ? {} : { reason }) };
}
