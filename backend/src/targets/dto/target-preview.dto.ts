import { z } from 'zod';
import { type TargetPreview } from '../target-preview.js';
import { TARGET_KINDS } from '../target.js';

const PreviewedHostDto = z
  .object({
    host: z.string().describe('The name or address that was asked for.'),
    address: z.string().describe('An IP address behind it.'),
    inScope: z.boolean().describe('Whether the scope policy lets it be scanned.'),
    reason: z.string().optional().describe('Why not, and which setting would change that.'),
  })
  .meta({ id: 'PreviewedHost' });

export const TargetPreviewDto = z
  .object({
    canonical: z.string().describe('The one spelling of the target.'),
    kind: z.enum(TARGET_KINDS).describe('What kind of target it is.'),
    hosts: z.array(PreviewedHostDto).describe('Every address behind it.'),
    inScope: z.boolean().describe('Whether a scan of it would be let through by the scope policy.'),
    refusal: z.string().optional().describe('Why not.'),
    authorised: z.boolean().describe('Whether an authorisation that covers it now is on record.'),
    authorisationGap: z.string().optional().describe('What is missing, when it is not.'),
  })
  .meta({ id: 'TargetPreview' });
export type TargetPreviewDto = z.infer<typeof TargetPreviewDto>;

export function targetPreviewDtoOf({ target, hosts, refusal, gap }: TargetPreview): TargetPreviewDto {
  return {
    canonical: target.canonical,
    kind: target.kind,
    hosts: hosts.map(({ host, address, verdict }) => ({
      host,
      address,
      inScope: verdict.accepted,
      ...(verdict.accepted ? {} : { reason: verdict.reason }),
    })),
    inScope: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal }),
    authorised: hosts.length > 0 && gap === undefined,
    ...(gap === undefined ? {} : { authorisationGap: gap }),
  };
}
