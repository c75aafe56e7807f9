import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReportTooLargeError } from './import.errors.js';

const MEGABYTE = 1024 * 1024;
/** A piece is parsed in one go: larger ones would hold up everything else. */
const PIECE_BYTES = 16 * 1024;

/** A file that somebody sent, on this machine's disk under a name of our own, until it is removed. */
export class ReceivedFile {
  private constructor(
    private readonly path: string,
    /** SHA-256 of its content, hexadecimal. */
    readonly sha256: string,
    readonly bytes: number,
  ) {}

  /** @throws ReportTooLargeError when it has more than `maxBytes`; nothing of it is left then */
  static async receive(content: Readable, folder: string, maxBytes: number): Promise<ReceivedFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `import-${randomUUID()}`);
    const digest = createHash('sha256');
    let bytes = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _, done) {
        digest.update(chunk);
        bytes += chunk.length;
        if (bytes <= maxBytes) return done(null, chunk);
        done(new ReportTooLargeError(`${maxBytes / MEGABYTE} MB`, 'Raise IMPORT_LIMIT_MB, or split the report.'));
      },
    });
    try {
      await pipeline(content, measure, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return new ReceivedFile(path, digest.digest('hex'), bytes);
  }

  /** Its bytes, in small pieces; as often as asked. */
  read(): AsyncIterable<Uint8Array> {
    return createReadStream(this.path, { highWaterMark: PIECE_BYTES });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
