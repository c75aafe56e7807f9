import { type XmlElement } from '../../xml-reader.js';

/** What one script said about a port or a host. */
export interface NmapScript {
  readonly id: string;
  /** For people; may hold text of the scanned service. */
  readonly output: string;
  /** The same in tables, where the script gives them. */
  readonly data: XmlElement;
}

export function scriptOf(element: XmlElement): NmapScript {
  return {
    id: element.attributes.get('id') ?? 'unnamed',
    output: element.attributes.get('output') ?? '',
    data: element,
  };
}

/** Whether the script broke off instead of giving an answer. */
export function scriptFailed({ output }: NmapScript): boolean {
  return /^\s*(?:ERROR: |Could not negotiate )/.test(output);
}

/** Whether what the script says is that there is nothing to say. */
export function saysNothing({ output, data }: NmapScript): boolean {
  const text = output.trim();
  if (text === '' || text === 'false') return data.children.length === 0;
  if (text.startsWith("Couldn't find any ")) return true;
  return /\bNOT VULNERABLE\b/.test(text) && !/(?<!NOT )\bVULNERABLE\b/.test(text);
}

/** The table of that key inside an element. */
export function tableOf(element: XmlElement | undefined, key: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === 'table' && child.attributes.get('key') === key);
}

/** All tables inside an element, with their keys; empty for tables without one. */
export function tablesOf(element: XmlElement | undefined): readonly { key: string; table: XmlElement }[] {
  const tables = element?.children.filter(({ name }) => name === 'table') ?? [];
  return tables.map((table) => ({ key: table.attributes.get('key') ?? '', table }));
}

/** The value of that key inside an element. */
export function valueOf(element: XmlElement | undefined, key: string): string | undefined {
  return element?.children.find((child) => child.name === 'elem' && child.attributes.get('key') === key)?.text;
}

/** The values without keys inside an element: a list. */
export function listOf(element: XmlElement | undefined): readonly string[] {
  return element?.children.filter(({ name }) => name === 'elem').map(({ text }) => text) ?? [];
}
