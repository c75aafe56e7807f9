import { mkdir, statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Config } from '../platform/config/config.js';

/** With less room than this, a scan's raw output may fill the disk and stop the database. */
const MIN_FREE_BYTES = 200 * 1024 * 1024;

/** Up while there is room for raw output and data. */
@Injectable()
export class DiskHealth {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly config: Config,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicator.check('disk');
    await mkdir(this.config.storage.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.config.storage.folder);
    const freeMegabytes = Math.floor((bavail * bsize) / 1024 ** 2);
    if (bavail * bsize >= MIN_FREE_BYTES) return indicator.up({ freeMegabytes });
    return indicator.down({ freeMegabytes, reason: 'less than 200 MB are free where the data lies' });
  }
}
