/** One part of a search as it is written: a field with its values, a text in quotes, or a word. */
const PART = /-?[a-z-]+:(?:"[^"]*"|[^\s",]*)(?:,(?:"[^"]*"|[^\s",]*))*|-?"[^"]*"?|\S+/gi;
const VALUE = /"[^"]*"|[^\s",]+/g;

/** The values that a search allows for a field. */
export function valuesOf(query: string, field: string): readonly string[] {
  return partsOf(query)
    .filter((part) => isOf(part, field))
    .flatMap((part) => valuesIn(part, field));
}

/** The search with this value of a field added, or taken out when it is in it. */
export function toggled(query: string, field: string, value: string): string {
  const values = valuesOf(query, field);
  const changed = values.includes(value) ? values.filter((known) => known !== value) : [...values, value];
  return withValues(query, field, changed);
}

/** The search with just these values of a field; without values, the field is not in it. */
export function withValues(query: string, field: string, values: readonly string[]): string {
  const part = values.length === 0 ? [] : [`${field}:${values.map(written).join(',')}`];
  const parts = partsOf(query);
  const at = parts.findIndex((known) => isOf(known, field));
  const others = parts.filter((known) => !isOf(known, field));
  if (at < 0) return [...others, ...part].join(' ');
  return [...others.slice(0, at), ...part, ...others.slice(at)].join(' ');
}

function partsOf(query: string): string[] {
  return query.match(PART) ?? [];
}

function isOf(part: string, field: string): boolean {
  return part.toLowerCase().startsWith(`${field}:`);
}

function valuesIn(part: string, field: string): string[] {
  return (part.slice(field.length + 1).match(VALUE) ?? []).map((value) => value.replaceAll('"', ''));
}

function written(value: string): string {
  return /[\s,]/.test(value) ? `"${value}"` : value;
}
