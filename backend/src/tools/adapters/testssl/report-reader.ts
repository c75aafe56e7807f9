import { z } from 'zod';

/** One line of a report: the check, how bad, and what was found, in the words of testssl. */
export interface Entry {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
  readonly cve?: string | undefined;
  readonly cwe?: string | undefined;
}

/** An entry as it stands in a report. */
export const entrySchema = z.object({
  id: z.string().min(1),
  severity: z.string(),
  finding: z.string(),
  cve: z.string().optional(),
  cwe: z.string().optional(),
});

/** Longer objects are no entries. */
const MAX_OBJECT_LENGTH = 256 * 1024;
/** More entries than any report has; what follows is left out. */
const MAX_ENTRIES = 20_000;
const TAIL_LENGTH = 400;

/**
 * Takes the entries out of a report in either of the two JSON forms, whole or cut: an entry is an object without objects in
 * it. The documents of runs that were killed are no JSON, but what is complete in them is true all the same.
 */
export class ReportReader {
  readonly entries: Entry[] = [];
  /** The innermost object that is open; undefined outside of objects that can be entries. */
  private object: string | undefined;
  private inString = false;
  private escaped = false;
  private tail = '';

  write(text: string): void {
    let start = 0;
    for (let position = 0; position < text.length; position += 1) {
      const end = this.read(text[position] ?? '');
      if (end === 'opens') {
        start = position;
        this.object = '';
      }
      if (end === 'closes' && this.object !== undefined) {
        this.take(this.object + text.slice(start, position + 1));
        this.object = undefined;
      }
    }
    if (this.object !== undefined) this.object += text.slice(start);
    if ((this.object?.length ?? 0) > MAX_OBJECT_LENGTH) this.object = undefined;
    this.tail = (this.tail + text).slice(-TAIL_LENGTH);
  }

  /** Whether testssl wrote that it came to its end: the seconds it took. */
  get complete(): boolean {
    return /"scanTime"\s*:\s*"?\d+"?\s*\}\s*$/.test(this.tail) || /"id"\s*:\s*"scanTime"/.test(this.tail);
  }

  find(id: string): Entry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  private read(character: string): 'opens' | 'closes' | 'goes on' {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (character === '\\') this.escaped = true;
      else if (character === '"') this.inString = false;
      return 'goes on';
    }
    if (character === '"') this.inString = true;
    if (character === '{') return 'opens';
    return character === '}' ? 'closes' : 'goes on';
  }

  private take(text: string): void {
    if (this.entries.length >= MAX_ENTRIES) return;
    const entry = entrySchema.safeParse(parsed(text)).data;
    if (entry !== undefined) this.entries.push(entry);
  }
}

function parsed(text: string): unknown {
  try {
    // line feeds stand as such in some findings
    return JSON.parse(text.replace(/[\n\r\t]/g, ' '));
  } catch {
    return undefined; // not an entry
  }
}
