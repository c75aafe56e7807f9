import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import { pipeline as pipe, type Readable } from 'node:stream';

/** Name and size of stored content. */
export interface StoredContent {
  /** SHA-256 of the uncompressed content, hexadecimal: its name. */
  readonly sha256: string;
  /** Uncompressed size. */
  readonly bytes: number;
}

const DIGEST = /^[0-9a-f]{64}$/;

/** Keeps content in files named after its digest, compressed; the same content is kept once. */
export class ContentStore {
  constructor(private readonly folder: string) {}

  /** Opens a writer; nothing is visible under a name until it is published. */
  async create(): Promise<ContentWriter> {
    const incoming = join(this.folder, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    return new ContentWriter(join(incoming, randomUUID()), (digest) => this.pathOf(digest));
  }

  /** The uncompressed content. The stream fails when there is none under this name. */
  read(sha256: string): Readable {
    const content = createGunzip();
    // whichever of the two ends early ends the other: no file stays open behind a reader that has had enough
    pipe(createReadStream(this.pathOf(sha256)), content, () => undefined);
    return content;
  }

  async has(sha256: string): Promise<boolean> {
    try {
      await stat(this.pathOf(sha256));
      return true;
    } catch {
      return false; // no such file
    }
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  /** Removes what writers of an earlier process left unfinished. */
  async removeUnfinished(): Promise<void> {
    await rm(join(this.folder, 'incoming'), { recursive: true, force: true });
  }

  private pathOf(sha256: string): string {
    if (!DIGEST.test(sha256)) throw new Error('not the name of stored content');
    return join(this.folder, sha256.slice(0, 2), `${sha256}.gz`);
  }
}

/** Writes one content; back-pressure by awaiting `write`. */
export class ContentWriter {
  private readonly digest = createHash('sha256');
  private readonly gzip: Gzip = createGzip({ level: 6 });
  private readonly done: Promise<void>;
  private bytes = 0;
  private finished: StoredContent | undefined;

  constructor(
    private readonly temporary: string,
    private readonly pathOf: (sha256: string) => string,
  ) {
    const file = createWriteStream(temporary, { mode: 0o600, flags: 'wx' });
    this.done = pipeline(this.gzip, file);
    this.done.catch(() => undefined); // reported by finish
  }

  async write(text: string): Promise<void> {
    const chunk = Buffer.from(text);
    this.digest.update(chunk);
    this.bytes += chunk.length;
    if (!this.gzip.write(chunk)) await Promise.race([once(this.gzip, 'drain'), this.done]);
  }

  /** Ends the writing. What was written can be published now, and may be slow to have got here. */
  async finish(): Promise<StoredContent> {
    this.gzip.end();
    await this.done;
    this.finished ??= { sha256: this.digest.digest('hex'), bytes: this.bytes };
    return this.finished;
  }

  /** Makes the content visible under its digest. Quick, so that it can be done in the transaction that stores the name. */
  async publish(): Promise<StoredContent> {
    const content = await this.finish();
    const path = this.pathOf(content.sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(this.temporary, path);
    return content;
  }

  /** Drops what was written. */
  async discard(): Promise<void> {
    this.gzip.destroy();
    await this.done.catch(() => undefined); // destroyed on purpose
    await rm(this.temporary, { force: true });
  }
}
