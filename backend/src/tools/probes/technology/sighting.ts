/** A piece of software that something on the site points to. */
export interface Sighting {
  /** Its usual name; in lower case it tells findings apart and joins those of other tools. */
  readonly name: string;
  readonly version?: string;
  /** Which sign gave it away. */
  readonly rule: 'header' | 'cookie' | 'generator' | 'markup' | 'script-name' | 'script-text';
  /** The text that says so, as it came. */
  readonly evidence: string;
}

/** How a sign looks: its first group, when there is one, is the version. */
export interface Sign {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Every sign found in a text, with the words that matched. */
export function signsIn(
  text: string,
  signs: readonly Sign[],
  rule: Sighting['rule'],
  evidenceOf: (match: string) => string = (match) => match,
): Sighting[] {
  return signs.flatMap(({ name, pattern }) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    const version = match[1];
    return [{ name, rule, evidence: evidenceOf(match[0]), ...(version === undefined ? {} : { version }) }];
  });
}
