import { createHash } from 'node:crypto';

/** Keeps different results of one report apart, and equal ones together. */
export class SarifDistinction {
  /** What each discriminator stands for. */
  private readonly taken = new Map<string, string>();

  /**
   * The first discriminator that no different result of this scope has.
   * @param scope what else makes the identity of a finding @param content all that makes a result different
   */
  of(scope: string, discriminators: readonly string[], content: string): string {
    const meaning = digestOf(content);
    const unequivocal = [...discriminators, `${discriminators.at(-1) ?? ''} ~${meaning}`];
    const chosen = unequivocal.find((discriminator) => this.isFree(digestOf(`${scope}\n${discriminator}`), meaning));
    return chosen ?? '';
  }

  private isFree(discriminator: string, meaning: string): boolean {
    const known = this.taken.get(discriminator);
    if (known === undefined) this.taken.set(discriminator, meaning);
    return known === undefined || known === meaning;
  }
}

/** Short, because a report may have hundreds of thousands of results. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
