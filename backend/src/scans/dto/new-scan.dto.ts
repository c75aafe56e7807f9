import { z } from 'zod';
import { NewAuthorisationDto, statementOf } from '../../targets/dto/authorisation.dto.js';
import { PROFILES } from '../../tools/tool-adapter.js';
import { type ScanRequest } from '../scan-request.js';

/** What a user asks for. Either a target or the practice target. */
export const NewScanDto = z
  .strictObject({
    target: z
      .string()
      .max(2048)
      .optional()
      .describe('Host name, IP address, network (CIDR) or URL. Leave out for the practice target.'),
    practiceTarget: z
      .boolean()
      .default(false)
      .describe('Whether to scan the built-in practice target, which needs no authorisation.'),
    profile: z.enum(PROFILES).default('standard').describe('Named choice of tools and options.'),
    tools: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(100)
      .optional()
      .describe('Ids of the tools to run. Absent means all that the profile has by default.'),
    ports: z
      .array(z.number().int().min(1).max(65_535))
      .min(1)
      .max(1000)
      .optional()
      .describe('Limits the scan to these ports. Absent means that discovery decides.'),
    fresh: z
      .boolean()
      .default(false)
      .describe('Runs every tool anew. Otherwise the output of the same run of a few minutes ago is read again.'),
    authorisation: NewAuthorisationDto.optional().describe(
      'Recorded for the target; needed unless a valid one is there already.',
    ),
  })
  .refine((scan) => scan.practiceTarget !== (scan.target !== undefined), {
    path: ['target'],
    message: 'Give either a target or practiceTarget: true.',
  })
  .meta({ id: 'NewScan' });
export type NewScanDto = z.infer<typeof NewScanDto>;

/** The request in the words of the domain: absent stays absent. */
export function scanRequestOf({ target, profile, tools, ports, fresh, authorisation }: NewScanDto): ScanRequest {
  return {
    profile,
    fresh,
    ...(target === undefined ? {} : { target }),
    ...(tools === undefined ? {} : { tools }),
    ...(ports === undefined ? {} : { ports }),
    ...(authorisation === undefined ? {} : { authorisation: statementOf(authorisation) }),
  };
}
