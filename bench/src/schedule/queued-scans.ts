import { readConfig } from '../../../backend/src/platform/config/config.js';
import { Metrics } from '../../../backend/src/platform/metrics/metrics.js';
import { ScanQueue } from '../../../backend/src/scans/scan-queue.js';
import { type ScanRunner } from '../../../backend/src/scans/scan-runner.js';

/**
 * Puts scans into the server's own ScanQueue, with its default limits, all at once. Resolves when all have ended.
 * @param scans what each scan does
 */
export async function carryOutQueued(scans: readonly (() => Promise<void>)[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let left = scans.length;
    const runner: Pick<ScanRunner, 'run' | 'settleLater'> = {
      run: async (scanId) => {
        await scans[Number(scanId)]?.().catch(reject); // the queue would keep a failed scan to itself
        left -= 1;
        if (left === 0) resolve();
      },
      settleLater: () => Promise.resolve(),
    };
    const queue = new ScanQueue(runner as ScanRunner, new Metrics(), readConfig({}));
    queue.start();
    for (const scan of scans.keys()) queue.enqueue(String(scan));
  });
}
