import { createInterface } from 'node:readline';
import { type OutputStream } from '../platform/process/command-spec.js';
import { type ContentStore, type ContentWriter, type StoredContent } from '../platform/storage/content-store.js';

/**
 * The raw output of a run as one content: a line of JSON `["stdout", "text"]` for each piece, in the order in which it came,
 * so that the same parser can read it again.
 */
export class ArtefactWriter {
  constructor(private readonly content: ContentWriter) {}

  write(stream: OutputStream, text: string): Promise<void> {
    return this.content.write(`${JSON.stringify([stream, text])}\n`);
  }

  /** Ends the writing; may take a while. */
  finish(): Promise<StoredContent> {
    return this.content.finish();
  }

  /** Makes the artefact readable under its digest. */
  publish(): Promise<StoredContent> {
    return this.content.publish();
  }

  discard(): Promise<void> {
    return this.content.discard();
  }
}

export interface ArtefactPiece {
  readonly stream: OutputStream;
  readonly text: string;
}

/** Reads an artefact back, piece by piece. */
export async function* readArtefact(store: ContentStore, sha256: string): AsyncGenerator<ArtefactPiece> {
  const content = store.read(sha256);
  const lines = createInterface({ input: content, crlfDelay: Infinity });
  const failure = new Promise<never>((_, reject) => content.once('error', reject)); // readline keeps errors to itself
  failure.catch(() => undefined);
  try {
    for await (const line of lines) {
      const [stream, text] = JSON.parse(line) as [OutputStream, string];
      yield { stream, text };
    }
  } finally {
    content.destroy(); // whoever stops in the middle leaves no file open
  }
  if (content.errored !== null) await failure;
}
