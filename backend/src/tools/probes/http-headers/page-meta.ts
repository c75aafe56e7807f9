/** Tags that are looked at: a page of hostile length must not cost much. */
const MAX_TAGS = 200;

/** The content of `<meta name="...">` or `<meta http-equiv="...">`, by the attribute and its value in lower case. */
export function metaContent(html: string, attribute: 'name' | 'http-equiv', value: string): string | undefined {
  const tags = html.matchAll(/<meta\s([^>]{1,2000})>/gi);
  let seen = 0;
  for (const [, attributes = ''] of tags) {
    seen += 1;
    if (seen > MAX_TAGS) return undefined;
    if (attributeOf(attributes, attribute)?.toLowerCase() === value) return attributeOf(attributes, 'content');
  }
  return undefined;
}

function attributeOf(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i');
  const found = pattern.exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}
