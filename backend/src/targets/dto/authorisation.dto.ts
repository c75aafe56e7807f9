import { z } from 'zod';
import { plainLine, plainText } from '../../platform/http/plain-text.js';
import { type Authorisation, type NewAuthorisation } from '../authorisation.js';

/** What a user states when recording that a scan is allowed. */
export const NewAuthorisationDto = z
  .strictObject({
    authorisedBy: plainLine(200).describe('Who allows the scan: a person, a team or a contract.'),
    scope: z
      .array(z.string().trim().min(1).max(2048))
      .max(100)
      .optional()
      .describe('What it covers besides the target itself: names, addresses, networks or beginnings of URLs.'),
    validFrom: z.iso.datetime().optional().describe('From when it holds, ISO 8601. Absent means now.'),
    validTo: z.iso.datetime().optional().describe('Until when it holds, ISO 8601. Absent means without end.'),
    note: plainText(2000).or(z.literal('')).optional().describe('The evidence: a ticket, a contract number, a mail.'),
  })
  .meta({ id: 'NewAuthorisation' });
export type NewAuthorisationDto = z.infer<typeof NewAuthorisationDto>;

/** The statement in the words of the domain: absent stays absent. */
export function statementOf({ scope, validFrom, validTo, note, authorisedBy }: NewAuthorisationDto): NewAuthorisation {
  return {
    authorisedBy,
    ...(scope === undefined ? {} : { scope }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(note === undefined ? {} : { note }),
  };
}

export const AuthorisationDto = z
  .object({
    id: z.string().describe('Identifier of the authorisation.'),
    targetId: z.string().describe('The target it was recorded for.'),
    authorisedBy: z.string().describe('Who allowed the scan.'),
    scope: z.array(z.string()).describe('What it covers, the target itself first.'),
    validFrom: z.string().describe('From when it holds, ISO 8601 in UTC.'),
    validTo: z.string().optional().describe('The first moment at which it no longer holds; absent means without end.'),
    note: z.string().describe('The evidence; empty when none was given.'),
    createdAt: z.string().describe('When it was recorded, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Authorisation' });
export type AuthorisationDto = z.infer<typeof AuthorisationDto>;

export const AuthorisationListDto = z
  .object({ items: z.array(AuthorisationDto).describe('Newest first.') })
  .meta({ id: 'AuthorisationList' });
export type AuthorisationListDto = z.infer<typeof AuthorisationListDto>;

export function authorisationDtoOf({ scope, ...authorisation }: Authorisation): AuthorisationDto {
  return { ...authorisation, scope: [...scope] };
}
