import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const number = z
  .union([
    z.number().int().min(0),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

/** Keys that the tool chooses itself. */
const bag = z.record(z.string(), z.unknown()).optional().catch(undefined);

/** What of a list is of the kind; what is not says nothing about the rest. */
function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value): z.output<T>[] => {
        const { data, success } = item.safeParse(value);
        return success ? [data] : [];
      }),
    );
}

const messageSchema = z
  .object({ text, id: text, markdown: text, arguments: listOf(z.string()) })
  .optional()
  .catch(undefined);

const messageStrings = z.record(z.string(), messageSchema).optional().catch(undefined);

const ruleSchema = z.object({
  id: text,
  name: text,
  deprecatedIds: listOf(z.string()),
  shortDescription: messageSchema,
  fullDescription: messageSchema,
  help: messageSchema,
  helpUri: text,
  messageStrings,
  defaultConfiguration: z.object({ level: text }).optional().catch(undefined),
  relationships: listOf(
    z.object({
      target: z.object({ id: text, toolComponent: z.object({ name: text }).optional().catch(undefined) }),
    }),
  ),
  properties: bag,
});

const NO_RULE: z.infer<typeof ruleSchema> = { deprecatedIds: [], relationships: [] };

/** Results name rules by their position, so none may be left out. */
const rulesSchema = z
  .array(z.unknown())
  .catch([])
  .transform((rules) => rules.map((rule) => ruleSchema.safeParse(rule).data ?? NO_RULE));

const componentSchema = z.object({
  name: text,
  version: text,
  semanticVersion: text,
  globalMessageStrings: messageStrings,
  rules: rulesSchema,
});

const NO_COMPONENT: z.infer<typeof componentSchema> = { rules: [] };

/** The tool of a run, and its extensions, which may have rules too. */
export const toolSchema = z.object({
  driver: componentSchema,
  extensions: z
    .array(z.unknown())
    .catch([])
    .transform((extensions) =>
      extensions.map((extension) => componentSchema.safeParse(extension).data ?? NO_COMPONENT),
    ),
});

const artifactLocationSchema = z.object({ uri: text, index: number }).optional().catch(undefined);

export const artifactSchema = z.object({ location: artifactLocationSchema });

export const invocationSchema = z.object({ commandLine: text, startTimeUtc: text, endTimeUtc: text });

const regionSchema = z
  .object({ startLine: number, startColumn: number, snippet: z.object({ text }).optional().catch(undefined) })
  .optional()
  .catch(undefined);

const locationSchema = z.object({
  physicalLocation: z
    .object({ artifactLocation: artifactLocationSchema, region: regionSchema, contextRegion: regionSchema })
    .optional()
    .catch(undefined),
  logicalLocations: listOf(z.object({ fullyQualifiedName: text, name: text })),
  message: messageSchema,
});

const flowSchema = z.object({
  threadFlows: listOf(
    z.object({ locations: listOf(z.object({ location: locationSchema.optional().catch(undefined) })) }),
  ),
});

export const resultSchema = z.object({
  ruleId: text,
  ruleIndex: number,
  rule: z
    .object({ id: text, index: number, toolComponent: z.object({ index: number }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  level: text,
  kind: text,
  baselineState: text,
  message: messageSchema,
  locations: listOf(locationSchema),
  suppressions: listOf(z.object({ status: text })),
  partialFingerprints: bag,
  fingerprints: bag,
  fixes: listOf(z.object({ description: messageSchema })),
  codeFlows: listOf(flowSchema),
  taxa: listOf(z.object({ id: text, toolComponent: z.object({ name: text }).optional().catch(undefined) })),
  webRequest: z.object({ method: text, target: text }).optional().catch(undefined),
  properties: bag,
});

export type SarifTool = z.infer<typeof toolSchema>;
export type SarifRule = z.infer<typeof ruleSchema>;
export type SarifMessage = z.infer<typeof messageSchema>;
export type SarifResult = z.infer<typeof resultSchema>;
export type SarifLocation = z.infer<typeof locationSchema>;
export type SarifArtifact = z.infer<typeof artifactSchema>;
