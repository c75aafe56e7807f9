import { z } from 'zod';
import { PageQuery } from '../../../platform/http/page.js';
import { plainLine } from '../../../platform/http/plain-text.js';
import { FACET_FIELDS, type FindingFacets } from '../finding-facets.view.js';
import { FINDING_SORTS } from '../finding-sort.js';

const q = z
  .string()
  .max(2000)
  .default('')
  .describe(
    'What is searched for: `severity:high,critical tool:nmap status:active host:*.example "remote code"`. All parts have to ' +
      'fit; `-` before a part means that it must not. Fields: severity, status (active, closed or a state), presence, tool, ' +
      'tools (seen by so many at least), host, port, weakness, cve, cwe, assignee (or none), due (overdue, soon, none), first ' +
      'and last (seen after >2026-01-31 or before <2026-01-31), scan. What has no field is searched for as text.',
  );

export const FindingSearchQuery = PageQuery.extend({
  q,
  sort: z
    .enum(FINDING_SORTS)
    .default('severity')
    .describe('`severity`: the worst first; `newest` and `oldest`: by when they were first seen.'),
});
export type FindingSearchQuery = z.infer<typeof FindingSearchQuery>;

export const FacetQuery = z.strictObject({ q });
export type FacetQuery = z.infer<typeof FacetQuery>;

export const FindingFacetsDto = z
  .object({
    total: z.number().int().describe('How many findings the search finds.'),
    exact: z.boolean().describe('False: there are more than `total`.'),
    facets: z
      .array(
        z
          .object({
            field: z.enum(FACET_FIELDS).describe('The field of the search.'),
            exact: z.boolean().describe('False: only the first 10000 findings were counted, and there are more.'),
            values: z
              .array(
                z
                  .object({
                    value: z.string().describe('As the search takes it.'),
                    count: z.number().int().describe('How many findings have it.'),
                  })
                  .meta({ id: 'FacetValue' }),
              )
              .describe('Most first, at most twenty.'),
          })
          .meta({ id: 'Facet' }),
      )
      .describe('How they are spread over the values of each field.'),
  })
  .meta({ id: 'FindingFacets' });
export type FindingFacetsDto = z.infer<typeof FindingFacetsDto>;

export function findingFacetsDtoOf({ total, exact, facets }: FindingFacets): FindingFacetsDto {
  return { total, exact, facets: facets.map((facet) => ({ ...facet, values: [...facet.values] })) };
}

export const NewSavedViewDto = z
  .strictObject({
    name: plainLine(100).describe('What it is called; one of the same name is replaced.'),
    query: z.string().max(2000).describe('The search.'),
    sort: z.enum(FINDING_SORTS).default('severity').describe('How it is sorted.'),
  })
  .meta({ id: 'NewSavedView' });
export type NewSavedViewDto = z.infer<typeof NewSavedViewDto>;

export const SavedViewDto = z
  .object({
    id: z.string().describe('Identifier of the view.'),
    name: z.string().describe('What it is called.'),
    query: z.string().describe('The search.'),
    sort: z.enum(FINDING_SORTS).describe('How it is sorted.'),
    createdAt: z.string().describe('When it was first saved, ISO 8601 in UTC.'),
  })
  .meta({ id: 'SavedView' });
export type SavedViewDto = z.infer<typeof SavedViewDto>;

export const SavedViewListDto = z
  .object({ items: z.array(SavedViewDto).describe('All views, by name.') })
  .meta({ id: 'SavedViewList' });
export type SavedViewListDto = z.infer<typeof SavedViewListDto>;
