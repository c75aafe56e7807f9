import { z } from 'zod';

const resultSchema = z.object({
  input: z.object({ FUZZ: z.string() }),
  status: z.number().int(),
  length: z.number(),
  words: z.number(),
  lines: z.number(),
  redirectlocation: z.string().catch(''),
  url: z.string(),
});

const filterSchema = z.record(z.string(), z.object({ value: z.string() }));

const reportSchema = z.object({
  results: z.array(resultSchema).nullable(),
  config: z.object({
    /** What calibration set: answers with this size or so many words or lines are left out. */
    filters: filterSchema.optional().catch(undefined),
  }),
});

export type FfufResult = z.infer<typeof resultSchema>;

export interface FfufReport {
  readonly results: readonly FfufResult[];
  /** What calibration left out, in words; undefined when the report does not tell. */
  readonly leftOut?: readonly string[];
}

/** The report that ffuf writes when it ends; undefined for a text that is cut or is no report. */
export function reportOf(text: string): FfufReport | undefined {
  const report = reportSchema.safeParse(jsonOf(text)).data;
  if (report === undefined) return undefined;
  const { filters } = report.config;
  return {
    results: report.results ?? [],
    ...(filters === undefined
      ? {}
      : { leftOut: Object.entries(filters).map(([what, { value }]) => `${what} ${value}`) }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a cut report
  }
}
