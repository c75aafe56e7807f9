import { answersPerSecond, type Load } from './request-load.js';

/** What a client is asked to do, and which status the answers must have. */
export interface LoadOrder {
  readonly load: Load;
  readonly expected: 200 | 304;
}

/** What came of it. */
export type LoadResult = { readonly perSecond: number } | { readonly failure: string };

/**
 * A process that does nothing but ask. In the process of the bench, with all that it has loaded, collecting the garbage of so
 * many answers takes so long that the client is what is measured.
 */
process.on('message', (order: LoadOrder) => void carryOut(order));

async function carryOut({ load, expected }: LoadOrder): Promise<void> {
  const result: LoadResult = await answersPerSecond(load, expected).then(
    (perSecond) => ({ perSecond }),
    (error: unknown) => ({ failure: String(error) }),
  );
  process.send?.(result);
}
