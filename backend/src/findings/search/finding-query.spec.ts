import fc from 'fast-check';
import { FindingQueryInvalidError } from './finding-query.errors.js';
import { EVERYTHING, parseFindingQuery } from './finding-query.js';

describe(parseFindingQuery.name, () => {
  it('reads fields with several values, text and what must not be', () => {
    expect(parseFindingQuery('severity:high,Critical -tool:nmap host:*.example "Remote code" heartb')).toEqual({
      fields: [
        { field: 'severity', values: ['high', 'critical'], negated: false },
        { field: 'tool', values: ['nmap'], negated: true },
        { field: 'host', values: ['*.example'], negated: false },
      ],
      texts: [
        { words: ['remote', 'code'], form: 'exact', negated: false },
        { words: ['heartb'], form: 'beginning', negated: false },
      ],
    });
  });

  it('finds everything without words', () => {
    expect(parseFindingQuery(' \t ')).toEqual(EVERYTHING);
  });

  it.each([
    ['status:active', ['open', 'reopened', 'confirmed']],
    ['status:closed', ['fixed', 'false_positive', 'accepted_risk']],
    ['state:false-positive', ['false_positive']],
    ['cwe:CWE-79,20', ['79', '20']],
    ['cve:cve-2021-41773', ['CVE-2021-41773']],
    ['first:2026-01-31', ['>2026-01-31']],
    ['last:<2026-01-31', ['<2026-01-31']],
    ['port:0443', ['443']],
    ['assignee:"Anna Smith",none', ['Anna Smith', 'none']],
  ])('understands %s', (text, values) => {
    expect(parseFindingQuery(text).fields).toEqual([expect.objectContaining({ values })]);
  });

  it.each([
    ['severity:urgent', 'use critical, high, medium, low, info'],
    ['sevrity:high', 'there is no field sevrity'],
    ['constructor:high', 'there is no field constructor'],
    ['status:constructor', 'use active, closed'],
    ['"open', 'the quote is not closed'],
    ['port:', 'a value is missing after the colon'],
    ['port:70000', 'use a number from 0 to 65535'],
    ['first:yesterday', 'use a day'],
    ['first:2026-13-01', 'use a day'],
    ['-', 'it has no letter and no digit'],
    ['...', 'it has no letter and no digit'],
    [Array.from({ length: 41 }, (_, at) => `word${at}`).join(' '), 'use 40 at most'],
  ])('says of %s what is wrong', (text, remedy) => {
    expect(() => parseFindingQuery(text)).toThrow(FindingQueryInvalidError);
    expect(() => parseFindingQuery(text)).toThrow(remedy);
  });

  it('understands any text or says what is wrong with it', () => {
    const pieces = fc.array(fc.constantFrom('severity:', 'host:', '"', ',', '-', ' ', 'high', '*', ':', 'ä', '%', "'"));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            const { fields, texts } = parseFindingQuery(text);
            expect([...fields, ...texts].every((term) => 'negated' in term)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(FindingQueryInvalidError);
          }
        },
      ),
    );
  });
});
