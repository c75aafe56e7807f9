import { CWE_KIN, CWE_WITHOUT_CATEGORY, OWASP_CATEGORIES, owaspCategoryOf } from './owasp.js';
import { WEAKNESS_CATALOGUE } from './weakness-catalogue.js';

const PATH_TRAVERSAL = 22;
const BROKEN_CIPHER = 327;
const MISSING_AUTHENTICATION = 306;
const IMPROPER_AUTHENTICATION = 287;

describe('OWASP Top 10 of 2025', () => {
  it('has ten categories, numbered from A01 to A10', () => {
    const ids = OWASP_CATEGORIES.map(({ id }) => id);

    expect(ids).toEqual(Array.from({ length: 10 }, (_, at) => `A${String(at + 1).padStart(2, '0')}:2025`));
  });

  it('refers to the page of each category', () => {
    for (const { id, reference } of OWASP_CATEGORIES) {
      expect(reference).toMatch(new RegExp(`^https://owasp\\.org/Top10/2025/${id.replace(':', '_')}-[A-Za-z_]+/$`));
    }
  });

  it('has no CWE in two categories', () => {
    const numbers = OWASP_CATEGORIES.flatMap(({ cwe }) => cwe);

    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('lists no CWE of OWASP as a kin of another or as without a category', () => {
    const listed = new Set(OWASP_CATEGORIES.flatMap(({ cwe }) => cwe));

    expect([...CWE_KIN.keys(), ...CWE_WITHOUT_CATEGORY.keys()].filter((cwe) => listed.has(cwe))).toEqual([]);
    expect([...CWE_KIN.values()].filter((cwe) => !listed.has(cwe))).toEqual([]);
  });

  it.each(WEAKNESS_CATALOGUE.map((weakness) => [weakness.key, weakness.cwe] as const))(
    '%s has a category, or each of its CWEs is known to have none',
    (_, cwe) => {
      const category = owaspCategoryOf(cwe);

      expect(category !== undefined || cwe.every((number) => CWE_WITHOUT_CATEGORY.has(number))).toBe(true);
    },
  );

  it('knows the category of each CWE of the catalogue, or that there is none', () => {
    const unknown = WEAKNESS_CATALOGUE.flatMap(({ cwe }) => cwe).filter(
      (number) => (owaspCategoryOf([number]) === undefined) !== CWE_WITHOUT_CATEGORY.has(number),
    );

    expect(unknown).toEqual([]);
  });
});

describe(owaspCategoryOf.name, () => {
  it('tells the category of a CWE that OWASP lists', () => {
    expect(owaspCategoryOf([PATH_TRAVERSAL])).toMatchObject({ id: 'A01:2025', title: 'Broken Access Control' });
  });

  it('puts a CWE that OWASP does not list where its kin is', () => {
    const exposedRepository = 527;

    expect(owaspCategoryOf([exposedRepository])?.id).toBe('A01:2025');
  });

  it('prefers the category that most CWEs are in', () => {
    const category = owaspCategoryOf([BROKEN_CIPHER, MISSING_AUTHENTICATION, IMPROPER_AUTHENTICATION]);

    expect(category?.id).toBe('A07:2025');
  });

  it('prefers the greater risk when equally many CWEs are in each, whatever their order', () => {
    const categories = [
      owaspCategoryOf([BROKEN_CIPHER, MISSING_AUTHENTICATION]),
      owaspCategoryOf([MISSING_AUTHENTICATION, BROKEN_CIPHER]),
    ];

    expect(categories.map((category) => category?.id)).toEqual(['A04:2025', 'A04:2025']);
  });

  it('counts a CWE that is named twice once', () => {
    const category = owaspCategoryOf([MISSING_AUTHENTICATION, MISSING_AUTHENTICATION, BROKEN_CIPHER]);

    expect(category?.id).toBe('A04:2025');
  });

  it('is not led astray by CWEs that are in no category', () => {
    const memoryError = 119;

    expect(owaspCategoryOf([memoryError, BROKEN_CIPHER])?.id).toBe('A04:2025');
  });

  it('knows none for a CWE outside of the ten risks and for no CWE at all', () => {
    const exhaustion = 400;

    expect([owaspCategoryOf([exhaustion]), owaspCategoryOf([])]).toEqual([undefined, undefined]);
  });
});
