import { z } from 'zod';
import { owaspCategoryOf } from '../owasp.js';

export const OwaspDto = z
  .object({
    id: z.string().describe('Number of the category with its year, e.g. A01:2025.'),
    title: z.string().describe('Name of the category.'),
    reference: z.string().describe("OWASP's page on it."),
  })
  .meta({ id: 'OwaspCategory' });
export type OwaspDto = z.infer<typeof OwaspDto>;

/** The category of a finding by its CWE numbers; nothing when they are in none. */
export function owaspPartOf(cwe: readonly number[]): { owasp?: OwaspDto } {
  const category = owaspCategoryOf(cwe);
  if (category === undefined) return {};
  const { id, title, reference } = category;
  return { owasp: { id, title, reference } };
}
