import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { PracticeTarget } from '../practice-target/practice-target.js';
import { AuthorisationLedger } from '../targets/authorisation-ledger.js';
import { type PinnedHost, TargetResolver } from '../targets/target-resolution.js';
import { type ParsedTarget, parseTarget } from '../targets/target.js';
import { TargetsService } from '../targets/targets.service.js';
import { type Profile } from '../tools/tool-adapter.js';
import { ToolRegistry } from '../tools/tool-registry.js';
import { type ScanRequest } from './scan-request.js';
import { ToolNotUsableError } from './scan.errors.js';
import { type Scan } from './scan.js';

/** What a request becomes once it is allowed. */
export type AdmittedScan = Pick<Scan, 'targetId' | 'target' | 'targetKind' | 'tools' | 'practice' | 'ports'>;

/** Decides whether a scan may be started: the target is in scope and authorised, the tools exist. */
@Injectable()
export class ScanAdmission {
  constructor(
    private readonly targets: TargetsService,
    private readonly resolver: TargetResolver,
    private readonly ledger: AuthorisationLedger,
    private readonly practice: PracticeTarget,
    private readonly registry: ToolRegistry,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError that names what is wrong and what to do about it */
  async admit(request: ScanRequest): Promise<AdmittedScan> {
    const tools = this.toolsOf(request.tools, request.profile);
    if (request.target === undefined) return { ...(await this.practiceScan()), tools };

    const parsed = parseTarget(request.target);
    const { addresses } = await this.resolver.resolve(parsed);
    const target = await this.targets.addParsed(request.target, parsed, request.authorisation);
    const ports = request.ports ?? portsOf(parsed);
    for (const address of addresses) await this.requireAuthorisation(target.id, address, ports);

    return {
      targetId: target.id,
      target: parsed.canonical,
      targetKind: parsed.kind,
      practice: false,
      tools,
      ...(ports === undefined ? {} : { ports }),
    };
  }

  /** The host as a whole, and each port that is asked for: a target that names one port covers no other. */
  private async requireAuthorisation(
    targetId: string,
    host: PinnedHost,
    ports: readonly number[] | undefined,
  ): Promise<void> {
    const now = this.clock.now();
    await this.ledger.require(targetId, host, now);
    for (const port of ports ?? []) await this.ledger.require(targetId, { ...host, port }, now);
  }

  private async practiceScan(): Promise<Omit<AdmittedScan, 'tools'>> {
    const { host, httpPort, httpsPort, bannerPort } = await this.practice.start();
    const parsed = parseTarget(host);
    const target = await this.targets.addParsed(host, parsed);
    return {
      targetId: target.id,
      target: parsed.canonical,
      targetKind: parsed.kind,
      practice: true,
      ports: [httpPort, httpsPort, bannerPort],
    };
  }

  private toolsOf(wanted: readonly string[] | undefined, profile: Profile): readonly string[] {
    if (wanted === undefined) return this.registry.defaultsOf(profile).map(({ manifest }) => manifest.id);
    for (const id of wanted) {
      const tool = this.registry.find(id);
      if (tool === undefined)
        throw new ToolNotUsableError(`There is no tool named ${JSON.stringify(id)}. See GET /tools.`);
      if (tool.manifest.profiles[profile] === undefined) {
        throw new ToolNotUsableError(`${tool.manifest.name} has no part in the profile ${profile}.`);
      }
    }
    return [...new Set(wanted)];
  }
}

/** A target that names a port is limited to it. */
function portsOf(target: ParsedTarget): readonly number[] | undefined {
  return target.kind === 'cidr' || target.port === undefined ? undefined : [target.port];
}
