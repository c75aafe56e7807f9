import { Injectable } from '@nestjs/common';
import { type ScanFacts } from '../findings/absence.js';
import { FindingReckoning, type Reckoned } from '../findings/finding-reckoning.js';
import { parseTarget } from '../targets/target.js';
import { PROFILES } from '../tools/tool-adapter.js';
import { type Scan } from './scan.js';
import { ScansRepository } from './scans.repository.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRunState } from './tool-run-state.js';

/** Runs that came to their end without a fault. */
const SOUND: readonly ToolRunState[] = ['succeeded', 'cached'];

/** Settles what the end of a scan means for the findings that it did not see. */
@Injectable()
export class ScanReckoning {
  constructor(
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly findings: FindingReckoning,
  ) {}

  /** Must be called inside of the transaction that ends the scan. */
  async settle(scan: Scan): Promise<Reckoned> {
    const ended = {
      scanId: scan.id,
      at: scan.finishedAt ?? scan.createdAt,
      facts: await this.factsOf(scan),
      unprovenIs: scan.state === 'cancelled' ? ('as before' as const) : ('unknown' as const),
    };
    return this.findings.settle(ended, async (id) => {
      const earlier = await this.scans.find(id);
      return earlier === undefined ? undefined : this.factsOf(earlier);
    });
  }

  private async factsOf(scan: Scan): Promise<ScanFacts> {
    const ports = scan.ports ?? portsIn(scan);
    const runs = await this.runs.ofScan(scan.id);
    return {
      thoroughness: PROFILES.indexOf(scan.profile),
      ...(ports === undefined ? {} : { ports }),
      soundRuns: new Set(runs.filter(({ state }) => SOUND.includes(state)).map(({ id }) => id)),
    };
  }
}

/** A target may be one port of a host. */
function portsIn({ target }: Scan): readonly number[] | undefined {
  const parsed = parseTarget(target);
  return parsed.kind === 'cidr' || parsed.port === undefined ? undefined : [parsed.port];
}
