import { describeMissing, findProgram, type Lab, missingPrograms, startLab } from '../../../e2e/lab/lab.mjs';
import { RunningServer, type ServerOptions } from './running-server.js';

/** A laboratory and a server that scans it, for the tests of one file. */
export interface LabBench {
  readonly lab: Lab;
  readonly server: RunningServer;
}

/** How long starting and stopping may take on a slow machine. */
const SETUP_MS = 60_000;

const describeSkipped = describe.skip;

/**
 * A suite that scans the lab with real programs. Where one is missing it is skipped and says so; in CI, where everything has
 * to be there, it fails.
 */
export function describeLab(
  title: string,
  programs: readonly string[],
  tests: (bench: () => LabBench) => void,
  optionsFor: (lab: Lab) => ServerOptions = () => ({}),
): void {
  const missing = [...missingPrograms(), ...programs.filter((name) => findProgram(name) === undefined)];
  if (missing.length > 0) {
    skipOrFail(title, missing);
    return;
  }
  describe(title, () => {
    let bench: LabBench | undefined;

    beforeAll(async () => {
      const lab = await startLab();
      try {
        bench = { lab, server: await RunningServer.start(optionsFor(lab)) };
      } catch (error) {
        await lab.stop();
        throw error;
      }
    }, SETUP_MS);

    afterAll(async () => {
      try {
        await bench?.server.stop();
      } finally {
        await bench?.lab.stop();
      }
    }, SETUP_MS);

    tests(() => {
      if (bench === undefined) throw new Error('The lab has not started.');
      return bench;
    });
  });
}

function skipOrFail(title: string, missing: readonly string[]): void {
  const reason = describeMissing(missing);
  if (process.env['CI'] === 'true') {
    it(`has what "${title}" needs`, () => {
      throw new Error(reason);
    });
    return;
  }
  process.stdout.write(`Skipped: ${title}. ${reason}\n`);
  describeSkipped(title, () => {
    it(reason, () => undefined);
  });
}
