import { CHECK_FAMILIES } from './coverage.js';
import { WEAKNESS_CATALOGUE } from './weakness-catalogue.js';

describe('weakness catalogue', () => {
  it('names every weakness once', () => {
    const keys = WEAKNESS_CATALOGUE.map((weakness) => weakness.key);

    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(WEAKNESS_CATALOGUE.map((weakness) => [weakness.key, weakness] as const))(
    '%s is complete',
    (key, weakness) => {
      expect(key).toMatch(/^[a-z0-9]+(\.[a-z0-9_-]+)+$/);
      expect(weakness.title).toMatch(/^.{4,89}[^.]$/);
      expect(weakness.description.length).toBeGreaterThan(20);
      expect(weakness.remediation).toMatch(/\.$/);
      expect(CHECK_FAMILIES).toContain(weakness.family);
      for (const reference of weakness.references ?? []) expect(reference).toMatch(/^https:\/\//);
    },
  );
});
