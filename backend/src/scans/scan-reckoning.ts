import { Injectable } from '@nestjs/common';
import { FindingReckoning, type Reckoned } from '../findings/finding-reckoning.js';
import { ScanFactsReader } from './scan-facts.js';
import { type Scan } from './scan.js';

/** Settles what the end of a scan means for the findings that it did not see. */
@Injectable()
export class ScanReckoning {
  constructor(
    private readonly facts: ScanFactsReader,
    private readonly findings: FindingReckoning,
  ) {}

  /** Must be called inside of the transaction that ends the scan. */
  async settle(scan: Scan): Promise<Reckoned> {
    const ended = {
      scanId: scan.id,
      at: scan.finishedAt ?? scan.createdAt,
      facts: await this.facts.of(scan),
      unprovenIs: scan.state === 'cancelled' ? ('as before' as const) : ('unknown' as const),
    };
    return this.findings.settle(ended, (id) => this.facts.ofId(id));
  }
}
