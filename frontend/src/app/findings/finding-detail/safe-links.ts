/** The addresses that may become links: a tool may name anything, also `javascript:`. */
export function safeLinks(references: readonly string[]): readonly string[] {
  return references.filter((reference) => /^https?:\/\//i.test(reference) && URL.canParse(reference));
}
