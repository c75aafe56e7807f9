import { z } from 'zod';

const words = z.array(z.string()).catch([]);

/** Until 2.9 an algorithm was its name alone, or its name and size, and nothing was said of it. */
const algorithmSchema = z.union([
  z.string().transform((algorithm) => ({ algorithm, keysize: undefined, notes: undefined })),
  z.object({
    algorithm: z.string(),
    keysize: z.coerce.number().optional().catch(undefined),
    notes: z.object({ fail: words, warn: words }).optional().catch(undefined),
  }),
]);

const algorithms = z
  .array(z.unknown())
  .catch([])
  .transform((list) => list.flatMap((item) => algorithmSchema.safeParse(item).data ?? []));

const cveSchema = z.object({
  name: z.string(),
  cvssv2: z.coerce.number().catch(0),
  description: z.string().catch(''),
});

/** What `--json` says of one server. Only the fields that are read. */
export const sshAuditResult = z.object({
  banner: z
    .object({ raw: z.string().catch(''), protocol: z.unknown() })
    .nullish()
    .catch(undefined),
  target: z.string().optional().catch(undefined),
  kex: algorithms,
  key: algorithms,
  enc: algorithms,
  mac: algorithms,
  /** Absent in versions that report none. */
  cves: z.array(cveSchema).optional().catch(undefined),
});

export type SshAuditResult = z.infer<typeof sshAuditResult>;
export type SshAuditAlgorithm = SshAuditResult['kex'][number];
export type SshAuditCve = z.infer<typeof cveSchema>;

/** The result that a line of output holds; undefined for any other line. */
export function resultIn(line: string): SshAuditResult | undefined {
  try {
    return sshAuditResult.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // cut short, or not JSON: the verdict says so
  }
}

/** `[1, 99]` is the version of a server that speaks both, `[1, 5]` of one that speaks the old one only. */
export function speaksVersion1({ banner }: SshAuditResult): boolean {
  const version: unknown = banner?.protocol;
  return Array.isArray(version) ? version[0] === 1 : typeof version === 'string' && version.startsWith('1.');
}
