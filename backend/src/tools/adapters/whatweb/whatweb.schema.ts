import { z } from 'zod';

/** WhatWeb nests lists in lists for some plugins; only the texts in them are of use. */
const texts = z
  .array(z.unknown())
  .transform((values) => values.flat(4).filter((value) => typeof value === 'string'))
  .catch([]);

const pluginSchema = z.object({
  version: texts.default([]),
  string: texts.default([]),
  os: texts.default([]),
  model: texts.default([]),
  firmware: texts.default([]),
  /** In percent; absent means 100. */
  certainty: z.number().min(0).max(100).optional().catch(undefined),
});

/** One address that was examined; one line of the report. */
export const answerSchema = z.object({
  target: z.string(),
  http_status: z.number().int().nullish(),
  plugins: z.record(z.string(), pluginSchema),
});

export type WhatwebPlugin = z.infer<typeof pluginSchema>;
export type WhatwebAnswer = z.infer<typeof answerSchema>;

/** The answer on a line of the report; undefined for brackets, commas and lines that are cut. */
export function answerOf(line: string): WhatwebAnswer | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return answerSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // JSON.parse on a cut line
  }
}
