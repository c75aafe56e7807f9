import { z } from 'zod';
import { DomainError } from '../errors/domain-error.js';

/** One page of a list and, when there is more, the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

/** The query parameters of every list. Unknown ones are refused: a filter that is spelt wrong must not show everything. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .describe('How many items a page holds, 1 to 200.'),
  pageToken: z.string().max(400).optional().describe('`nextPageToken` of the page before; absent for the first page.'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Thrown for a page token that this server did not issue for this list. */
export class PageTokenInvalidError extends DomainError {
  readonly code = 'page-token.invalid';
  readonly kind = 'invalid';
  override readonly fields = [
    { field: 'pageToken', message: 'Use the nextPageToken of the previous page, unchanged.' },
  ];

  constructor() {
    super('The page token is not valid for this list.');
  }
}

/** The schema of a page of `item`, named `name` in the API document. */
export function pageOf<Item extends z.ZodType>(name: string, item: Item) {
  return z
    .object({
      items: z.array(item).describe('The items of this page, in the order of the list.'),
      nextPageToken: z
        .string()
        .optional()
        .describe('Give it as `pageToken` to get the next page; absent on the last page.'),
    })
    .meta({ id: name });
}

/** Makes a token of the sort values of the last item of a page. */
export function encodePageToken(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a token made by `encodePageToken`. @throws PageTokenInvalidError when it does not fit `shape`. */
export function decodePageToken<Position>(token: string, shape: z.ZodType<Position>): Position {
  const position = shape.safeParse(parseJson(Buffer.from(token, 'base64url').toString('utf8')));
  if (!position.success) throw new PageTokenInvalidError();
  return position.data;
}

/** Cuts a list that was read with one item too many into a page. */
export function pageFrom<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (row: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextPageToken: encodePageToken(positionOf(last)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the shape check turns it into PageTokenInvalidError
  }
}
