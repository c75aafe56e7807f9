import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mode } from './bench.js';
import { findBench } from './registry.js';
import { type ChildMessage } from './running/measured-in-child.js';
import { seededRandom } from './statistics/random.js';

const SEED = 20_261_126;

/** Runs one bench and tells the parent what it measured. */
async function measure(id: string, mode: Mode): Promise<ChildMessage> {
  const folder = await mkdtemp(join(tmpdir(), 'parallax-bench-'));
  try {
    const bench = findBench(id);
    if (bench === undefined) return { failure: `There is no bench named ${id}.` };
    const say = (what: string): void => console.log(`   ${what}`);
    return { measurement: await bench.run({ mode, folder, random: seededRandom(SEED), say }) };
  } catch (error) {
    console.error(error);
    return { failure: `It broke: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [, , id = '', mode = 'full'] = process.argv;
const message = await measure(id, mode as Mode);
process.send?.(message, () => process.exit(0));
