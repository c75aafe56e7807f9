import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const index = z.number().int().min(0).optional().catch(undefined);
const properties = z.record(z.string(), z.unknown()).optional().catch(undefined);

const messageSchema = z
  .object({ text, id: text, markdown: text, arguments: z.array(z.string()).optional().catch(undefined) })
  .optional()
  .catch(undefined);

const ruleSchema = z.object({
  id: text,
  name: text,
  shortDescription: messageSchema,
  fullDescription: messageSchema,
  help: messageSchema,
  helpUri: text,
  messageStrings: z.record(z.string(), z.object({ text })).optional().catch(undefined),
  defaultConfiguration: z.object({ level: text }).optional().catch(undefined),
  relationships: z
    .array(z.object({ target: z.object({ id: text }).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  properties,
});

const componentSchema = z.object({
  name: text,
  version: text,
  semanticVersion: text,
  rules: z
    .array(z.unknown())
    .optional()
    .catch(undefined)
    .transform((rules) => (rules ?? []).map((rule) => ruleSchema.safeParse(rule).data ?? {})),
});

/** The tool of a run, and its extensions, which may have rules too. */
export const toolSchema = z.object({
  driver: componentSchema,
  extensions: z.array(componentSchema).optional().catch(undefined),
});

const artifactLocationSchema = z.object({ uri: text, index }).optional().catch(undefined);

export const artifactSchema = z.object({ location: artifactLocationSchema });

export const invocationSchema = z.object({ commandLine: text, startTimeUtc: text, endTimeUtc: text });

const locationSchema = z.object({
  physicalLocation: z
    .object({
      artifactLocation: artifactLocationSchema,
      region: z
        .object({ startLine: index, snippet: z.object({ text }).optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export const resultSchema = z.object({
  ruleId: text,
  ruleIndex: index,
  rule: z.object({ id: text, index }).optional().catch(undefined),
  level: text,
  kind: text,
  message: messageSchema,
  locations: z.array(locationSchema).optional().catch(undefined),
  suppressions: z
    .array(z.object({ status: text, kind: text }))
    .optional()
    .catch(undefined),
  partialFingerprints: z.record(z.string(), z.string()).optional().catch(undefined),
  fingerprints: z.record(z.string(), z.string()).optional().catch(undefined),
  fixes: z
    .array(z.object({ description: messageSchema }))
    .optional()
    .catch(undefined),
  properties,
});

export type SarifTool = z.infer<typeof toolSchema>;
export type SarifRule = z.infer<typeof ruleSchema>;
export type SarifMessage = z.infer<typeof messageSchema>;
export type SarifResult = z.infer<typeof resultSchema>;
export type SarifArtifact = z.infer<typeof artifactSchema>;
