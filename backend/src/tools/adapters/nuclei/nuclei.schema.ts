import { z } from 'zod';

/** A list of texts; nuclei writes null for an empty one, and old releases one text with commas or a line each, `- ` in front. */
const texts = z
  .union([
    z.array(z.string()),
    z.string().transform((text) => text.split(/[,\n]/).map((part) => part.replace(/^\s*-\s/, '').trim())),
  ])
  .catch([]);

const text = z.string().optional().catch(undefined);

/** One match of a template, as nuclei 3 writes it with `-jsonl`. */
export const matchSchema = z.object({
  'template-id': z.string().min(1),
  info: z.object({
    name: z.string().catch(''),
    severity: z.string().catch('unknown'),
    description: text,
    remediation: text,
    reference: texts.default([]),
    classification: z
      .object({ 'cve-id': texts.default([]), 'cwe-id': texts.default([]) })
      .nullish()
      .catch(undefined),
  }),
  'matcher-name': text,
  'extractor-name': text,
  type: z.string().catch(''),
  'matched-at': z.string().catch(''),
  'extracted-results': texts.default([]),
  ip: text,
  /** False marks a template that did not match, written with `-matcher-status` only. */
  'matcher-status': z.boolean().default(true).catch(true),
});

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The running account, written with `-stats-json`; its numbers are texts. */
export const statsSchema = z.object({ requests: count, total: count, errors: count, templates: count, hosts: count });

export type NucleiMatch = z.infer<typeof matchSchema>;
export type NucleiStats = z.infer<typeof statsSchema>;

/** A line of JSON of either kind; undefined for lines for people and lines that are cut. */
export function entryOf(line: string): { match: NucleiMatch } | { stats: NucleiStats } | undefined {
  if (!line.startsWith('{')) return undefined;
  const value = jsonOf(line);
  const match = matchSchema.safeParse(value).data;
  if (match !== undefined) return { match };
  const stats = statsSchema.safeParse(value).data;
  return stats === undefined ? undefined : { stats };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // a cut line
  }
}
