import { lookup } from 'node:dns/promises';

/** Thrown by a look-up that gave no address. The message is a clause for the user, without the name. */
export class NameLookupError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NameLookupError';
  }
}

/** Asks which addresses a host name has. */
export abstract class NameLookup {
  /**
   * All addresses of a name, in the order in which this machine would try them; at least one.
   * @throws NameLookupError when there is none, or none in time
   */
  abstract addressesOf(name: string): Promise<readonly string[]>;
}

/** The reasons of getaddrinfo(3) that a user can act upon. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'the name server did not answer',
  ENODATA: 'the name has no address',
};

/**
 * Asks the operating system, hosts file and all, as the tools will do when they are given a name. DNS alone would miss the
 * names of a laboratory or an office.
 */
export class SystemNameLookup extends NameLookup {
  constructor(
    private readonly ask: (name: string) => Promise<readonly { readonly address: string }[]> = askSystem,
    private readonly timeLimitMs = 10_000,
  ) {
    super();
  }

  async addressesOf(name: string): Promise<readonly string[]> {
    const answers = await withinTime(this.timeLimitMs, this.lookUp(name));
    if (answers.length === 0) throw new NameLookupError('the name has no address');
    return [...new Set(answers.map(({ address }) => address))];
  }

  private async lookUp(name: string): Promise<readonly { readonly address: string }[]> {
    try {
      return await this.ask(name);
    } catch (error) {
      // getaddrinfo reports by code; what it says besides repeats the name.
      const code =
        typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
      throw new NameLookupError(REASONS[code] ?? `the look-up failed (${code})`, { cause: error });
    }
  }
}

function askSystem(name: string): Promise<readonly { readonly address: string }[]> {
  return lookup(name, { all: true, order: 'verbatim' });
}

async function withinTime<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NameLookupError(`there was no answer in ${limitMs / 1000} seconds`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
