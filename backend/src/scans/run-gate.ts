import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { PracticeTarget } from '../practice-target/practice-target.js';
import { AuthorisationLedger } from '../targets/authorisation-ledger.js';
import { describeEndpoint, type Endpoint, hasPort } from '../targets/endpoint.js';
import { TargetResolver } from '../targets/target-resolution.js';
import { type Identification } from '../tools/identification/identify-endpoint.js';
import { type Tool } from '../tools/tool-adapter.js';
import { describeMissing, ToolAvailability } from '../tools/tool-availability.js';
import { EndpointIdentifier } from './endpoint-identifier.js';
import { type Refusal } from './run-ledger.js';
import { fits, NOTHING_FITS } from './scan-plan.js';
import { type Scan } from './scan.js';
import { type ToolRun } from './tool-run.js';

/** Whether a run may start now. A refusal says how the run ends instead and why. */
export type GateVerdict = { readonly open: true; readonly toolVersion: string } | ({ readonly open: false } & Refusal);

/** The last check before a process starts: the tool is there, the target still allowed, and something answers. */
@Injectable()
export class RunGate {
  constructor(
    private readonly availability: ToolAvailability,
    private readonly resolver: TargetResolver,
    private readonly ledger: AuthorisationLedger,
    private readonly practice: PracticeTarget,
    private readonly identifier: EndpointIdentifier,
    private readonly clock: Clock,
  ) {}

  async check(scan: Scan, run: ToolRun, tool: Tool, signal: AbortSignal): Promise<GateVerdict> {
    const available = await this.availability.of(tool);
    if (!available.available) {
      return { open: false, state: 'skipped', coverage: 'skipped', reason: describeMissing(available) };
    }
    const refusal = await this.refusalOf(scan, run.endpoint);
    if (refusal !== undefined) return { open: false, state: 'failed', coverage: 'blocked', reason: refusal };

    const silence = await this.silenceOf(tool, run.endpoint, signal);
    return silence ?? { open: true, toolVersion: available.version };
  }

  /** Why the endpoint may not be examined now; undefined when it may. */
  async refusalOf(scan: Scan, endpoint: Endpoint): Promise<string | undefined> {
    if (scan.practice) return this.practiceRefusal(endpoint);

    const verdict = await this.resolver.recheck(endpoint);
    if (!verdict.accepted) return `blocked by the scope policy: ${verdict.reason}`;
    const gap = await this.ledger.gapOf(scan.targetId, endpoint, this.clock.now());
    return gap === undefined ? undefined : `blocked: ${gap}`;
  }

  private practiceRefusal({ address, port }: Endpoint): string | undefined {
    const practice = this.practice.address();
    if (practice === undefined) return 'the practice target is not running';
    const ports = [practice.httpPort, practice.httpsPort, practice.bannerPort];
    if (address === practice.host && (port === undefined || ports.includes(port))) return undefined;
    return 'blocked: the practice target does not listen there any more; start a new scan of it';
  }

  /** A tool for web or TLS must not run against a port where nobody speaks it: its silence would look clean. */
  private async silenceOf(tool: Tool, endpoint: Endpoint, signal: AbortSignal): Promise<GateVerdict | undefined> {
    if (!hasPort(endpoint)) return fits(tool, endpoint) ? undefined : { open: false, ...nothingFits(tool) };

    const found = await this.identifier.of(endpoint, signal);
    const where = describeEndpoint(endpoint);
    if (found.state !== 'open') {
      const reason = `${where} did not answer: ${found.detail}`;
      return { open: false, state: 'failed', coverage: 'failed', reason };
    }
    if (fits(tool, identified(endpoint, found))) return undefined;
    const reason = `${where} does not speak what ${tool.manifest.name} examines: ${found.detail}`;
    return { open: false, state: 'skipped', coverage: 'skipped', reason };
  }
}

/** Of a tool that the scan named, when nothing was found that it could examine. */
export function nothingFits({ manifest }: Tool): Refusal {
  return { state: 'skipped', coverage: 'skipped', reason: NOTHING_FITS[manifest.subject] };
}

/** The endpoint with what was found to be spoken there. */
export function identified<E extends Endpoint>(endpoint: E, { protocol }: Identification): E {
  return { ...endpoint, transport: 'tcp', protocol: protocol ?? 'tcp' };
}
