import { type SarifResult, type SarifRule } from './sarif.schema.js';

const CVE = /\bCVE-\d{4}-\d{4,7}(?!\d)/gi;

/** The CVE that a rule stands for by its name, such as `CVE-2021-44228-log4j-core`; undefined when it names none or several. */
export function cveOfRule(id: string): string | undefined {
  const [cve, ...others] = cvesIn([id]);
  return others.length === 0 ? cve : undefined;
}

/** All CVEs that a result is said to be about. */
export function cvesOf(id: string, { properties }: SarifResult, rule: SarifRule | undefined): string[] {
  const bags = [properties, rule?.properties];
  const named = bags.flatMap((bag) => [bag?.['cve'], bag?.['cves'], bag?.['cveId'], bag?.['tags']]).flat();
  return cvesIn([id, ...(rule?.deprecatedIds ?? []), ...named]).slice(0, 50);
}

/** The numbers of CWE: as relation of the rule, as taxon of the result, as tag, or as property. */
export function cwesOf({ properties, taxa }: SarifResult, rule: SarifRule | undefined): number[] {
  const targets = (rule?.relationships ?? []).map(({ target }) => target);
  const taxonomy = [...targets, ...taxa].map(({ id, toolComponent }) =>
    toolComponent?.name?.toUpperCase() === 'CWE' ? numbered(id) : id,
  );
  const bags = [rule?.properties, properties];
  const named = bags.flatMap((bag) => [bag?.['cwe'], bag?.['cwes']].flat().map(numbered));
  const tags = bags.flatMap((bag) => [bag?.['tags']].flat());
  const numbers = [...taxonomy, ...named, ...tags].flatMap((text) =>
    typeof text === 'string'
      ? [...text.slice(0, 500).matchAll(/cwe[-_: ]?(\d{1,5})/gi)].map(([, digits]) => Number(digits))
      : [],
  );
  return [...new Set(numbers)].filter((number) => number > 0);
}

/** A mere number where only a CWE can stand. */
function numbered(text: unknown): unknown {
  if (typeof text === 'number') return `CWE-${text}`;
  return typeof text === 'string' && /^\d{1,5}$/.test(text) ? `CWE-${text}` : text;
}

function cvesIn(texts: readonly unknown[]): string[] {
  const found = texts.flatMap((text) => (typeof text === 'string' ? (text.slice(0, 500).match(CVE) ?? []) : []));
  return [...new Set(found.map((cve) => cve.toUpperCase()))];
}
