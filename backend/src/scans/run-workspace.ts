import { constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunPaths } from '../tools/tool-adapter.js';

/** A piece is parsed in one go: four times as much, and a large report would hold up everything else for 50 ms at a time. */
const PIECE_BYTES = 16 * 1024;

/** The private folder of one run; deleted with everything in it when the run has ended. */
export class RunWorkspace {
  private constructor(readonly paths: RunPaths) {}

  static async create(folder: string, runId: string): Promise<RunWorkspace> {
    const workdir = join(folder, runId);
    await rm(workdir, { recursive: true, force: true }); // left by a server that was killed
    await mkdir(workdir, { recursive: true, mode: 0o700 });
    return new RunWorkspace({ workdir, report: join(workdir, 'report') });
  }

  /** The report that the tool wrote, in pieces, up to a limit. Empty when there is none; a link is not followed. */
  async *readReport(maxBytes: number): AsyncGenerator<Uint8Array> {
    const file = await openPlainFile(this.paths.report);
    if (file === undefined) return;
    try {
      let left = maxBytes;
      while (left > 0) {
        const buffer = new Uint8Array(Math.min(PIECE_BYTES, left));
        const { bytesRead } = await file.read(buffer, 0, buffer.length);
        if (bytesRead === 0) return;
        left -= bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  async remove(): Promise<void> {
    await rm(this.paths.workdir, { recursive: true, force: true });
  }
}

async function openPlainFile(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined; // the tool wrote no report, or planted a link in its place: the parser sees an empty report
  }
}
