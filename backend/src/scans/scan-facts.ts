import { Injectable } from '@nestjs/common';
import { type ScanFacts } from '../findings/absence.js';
import { parseTarget } from '../targets/target.js';
import { PROFILES } from '../tools/tool-adapter.js';
import { type Scan } from './scan.js';
import { ScansRepository } from './scans.repository.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRunState } from './tool-run-state.js';

/** Runs that came to their end without a fault. */
const SOUND: readonly ToolRunState[] = ['succeeded', 'cached'];

/** Says of scans what decides whether the absence of a finding proves anything. */
@Injectable()
export class ScanFactsReader {
  constructor(
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
  ) {}

  async of(scan: Scan): Promise<ScanFacts> {
    const ports = scan.ports ?? portsIn(scan);
    const runs = await this.runs.ofScan(scan.id);
    return {
      ...(scan.profile === undefined ? {} : { thoroughness: PROFILES.indexOf(scan.profile) }),
      ...(ports === undefined ? {} : { ports }),
      soundRuns: new Set(runs.filter(({ state }) => SOUND.includes(state)).map(({ id }) => id)),
    };
  }

  /** Undefined for a scan that was deleted. */
  async ofId(scanId: string): Promise<ScanFacts | undefined> {
    const scan = await this.scans.find(scanId);
    return scan === undefined ? undefined : this.of(scan);
  }
}

/** A target may be one port of a host. */
function portsIn({ target, profile }: Scan): readonly number[] | undefined {
  if (profile === undefined) return undefined; // the target of an imported report is whatever it speaks of
  const parsed = parseTarget(target);
  return parsed.kind === 'cidr' || parsed.port === undefined ? undefined : [parsed.port];
}
