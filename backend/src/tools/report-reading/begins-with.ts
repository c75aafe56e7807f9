/** How a text begins, and the text unchanged. */
export interface Beginning {
  /** Its first characters: up to the first one that is no space, or until `until` comes. */
  readonly head: string;
  /** The first character that is no space; empty when there is none. */
  readonly first: string;
  readonly pieces: AsyncIterable<string>;
}

/** Which form a file has decides how it is read. `until` is a text that the head shall have in it, if the file has it at all. */
export async function beginsWith(pieces: AsyncIterable<string>, until = ''): Promise<Beginning> {
  const iterator = pieces[Symbol.asyncIterator]();
  let head = '';
  while (head.trim() === '' || !head.includes(until)) {
    const next = await iterator.next();
    if (next.done === true) break;
    head += next.value;
    if (head.length > MAX_HEAD_LENGTH) break;
  }
  return { head, first: head.trimStart().charAt(0), pieces: rejoined(head, iterator) };
}

const MAX_HEAD_LENGTH = 64 * 1024;

async function* rejoined(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
