import { z } from 'zod';
import { pageOf, PageQuery } from '../../platform/http/page.js';
import { type TargetRecord } from '../target-record.js';
import { TARGET_KINDS } from '../target.js';
import { NewAuthorisationDto } from './authorisation.dto.js';

const text = z.string().max(2048).describe('Host name, IP address, network (CIDR) or URL.');

export const NewTargetDto = z
  .strictObject({
    target: text,
    authorisation: NewAuthorisationDto.optional().describe('Recorded with it: who allows scanning it.'),
  })
  .meta({ id: 'NewTarget' });
export type NewTargetDto = z.infer<typeof NewTargetDto>;

export const TargetTextDto = z.strictObject({ target: text }).meta({ id: 'TargetText' });
export type TargetTextDto = z.infer<typeof TargetTextDto>;

export const TargetDto = z
  .object({
    id: z.string().describe('Identifier of the target.'),
    input: z.string().describe('As it was typed when it was recorded first.'),
    canonical: z.string().describe('Its one spelling.'),
    kind: z.enum(TARGET_KINDS).describe('What kind of target it is.'),
    host: z.string().describe('Name or address; the first address of a network.'),
    port: z.number().int().optional().describe('The port to which it is limited.'),
    scheme: z.enum(['http', 'https']).optional().describe('Scheme of a URL.'),
    path: z.string().optional().describe('Path and query of a URL.'),
    prefix: z.number().int().optional().describe('Prefix length of a network.'),
    createdAt: z.string().describe('When it was recorded, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Target' });
export type TargetDto = z.infer<typeof TargetDto>;

export function targetDtoOf(target: TargetRecord): TargetDto {
  return { ...target };
}

export const TargetPageDto = pageOf('TargetPage', TargetDto);
export type TargetPageDto = z.infer<typeof TargetPageDto>;

export const TargetQuery = PageQuery;
export type TargetQuery = PageQuery;
