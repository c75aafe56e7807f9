/** How findings are sorted: the worst first, or by when they were first seen. */
export const FINDING_SORTS = ['severity', 'newest', 'oldest'] as const;

export type FindingSort = (typeof FINDING_SORTS)[number];
