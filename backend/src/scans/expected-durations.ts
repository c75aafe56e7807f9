import { Injectable } from '@nestjs/common';
import { type Profile, type Tool } from '../tools/tool-adapter.js';
import { ToolRunsRepository } from './tool-runs.repository.js';

/** Guesses how long a tool will run: the median of its last runs, or its manifest's word when it has no history. */
@Injectable()
export class ExpectedDurations {
  constructor(private readonly runs: ToolRunsRepository) {}

  /** Milliseconds for each tool of a scan, by tool id. */
  async of(tools: readonly Tool[], profile: Profile): Promise<ReadonlyMap<string, number>> {
    const expected = new Map<string, number>();
    for (const { manifest } of tools) {
      const history = await this.runs.lastDurations(manifest.id, profile);
      const guess = (manifest.profiles[profile]?.expectedSeconds ?? 0) * 1000;
      expected.set(manifest.id, Math.round(medianOf(history) ?? guess));
    }
    return expected;
  }
}

export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((first, second) => first - second);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
