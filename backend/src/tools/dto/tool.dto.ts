import { z } from 'zod';
import { CHECK_FAMILIES } from '../../findings/coverage.js';
import { PROFILES } from '../tool-adapter.js';
import { type ToolStatus } from '../tools.service.js';

export const ToolDto = z
  .object({
    id: z.string().describe('Identifier of the tool, e.g. nmap.'),
    name: z.string().describe('Name for people.'),
    description: z.string().describe('What it looks for.'),
    homepage: z.string().optional().describe("The tool's own site."),
    kind: z.enum(['external', 'probe']).describe('A program on this machine, or built into Parallax.'),
    subject: z.enum(['host', 'domain', 'tls', 'web', 'ssh']).describe('What it is pointed at.'),
    discovers: z.boolean().describe('Whether it finds endpoints for other tools.'),
    byDefault: z.boolean().describe('Whether a scan that names no tools includes it.'),
    families: z.array(z.enum(CHECK_FAMILIES)).describe('The families of checks it covers.'),
    profiles: z.array(z.enum(PROFILES)).describe('The profiles it takes part in.'),
    available: z.boolean().describe('Whether it can run here.'),
    version: z.string().optional().describe('Version found on this machine.'),
    path: z.string().optional().describe('Where the program was found.'),
    reason: z.string().optional().describe('Why it is not available.'),
    install: z
      .object({
        debian: z.string().optional().describe('Command on Debian and Ubuntu.'),
        macos: z.string().optional().describe('Command on macOS.'),
        other: z.string().describe('Anywhere else.'),
      })
      .optional()
      .describe('How to install it; absent for built-in probes.'),
    checkedAt: z.string().describe('When availability was looked up, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Tool' });
export type ToolDto = z.infer<typeof ToolDto>;

export const ToolListDto = z
  .object({ items: z.array(ToolDto).describe('All tools, external ones first.') })
  .meta({ id: 'ToolList' });
export type ToolListDto = z.infer<typeof ToolListDto>;

export function toolDtoOf({ tool, availability }: ToolStatus): ToolDto {
  const { id, name, description, homepage, subject, discovers, byDefault, families, profiles } = tool.manifest;
  return {
    id,
    name,
    description,
    ...(homepage === undefined ? {} : { homepage }),
    kind: tool.kind,
    subject,
    discovers,
    byDefault,
    families: [...families],
    profiles: PROFILES.filter((profile) => profiles[profile] !== undefined),
    ...(tool.kind === 'external' ? { install: tool.install } : {}),
    ...availability,
  };
}
