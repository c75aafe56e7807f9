/** Who may send by the end of an SPF record: `-` nobody else, `~` others are suspect, `?` nothing is said, `+` anyone. */
export type SpfQualifier = '+' | '-' | '~' | '?';

/** The part of an SPF record that decides about strangers (RFC 7208). */
export interface Spf {
  /** Qualifier of the `all` mechanism; absent when there is none. */
  readonly all?: SpfQualifier;
  /** The domain whose record counts instead; ignored beside `all`. */
  readonly redirect?: string;
}

/** Whether a TXT record is an SPF record: its version stands alone (RFC 7208, 4.5). */
export function isSpf(record: string): boolean {
  return /^v=spf1(?: |$)/i.test(record);
}

export function parseSpf(record: string): Spf {
  const terms = record.split(/ +/).slice(1);
  const all = terms.map((term) => /^([-+~?]?)all$/i.exec(term)).find((match) => match !== null);
  if (all !== undefined) return { all: (all[1] === '' ? '+' : all[1]) as SpfQualifier };
  const redirect = terms.map((term) => /^redirect=(.+)$/i.exec(term)?.[1]).find((domain) => domain !== undefined);
  return redirect === undefined ? {} : { redirect: redirect.replace(/\.$/, '') };
}
