/**
 * A CSV text whose last field ends with a doubled quote where one was meant is closed. A text that is cut short within a quoted
 * field stays as it is, and is refused.
 */
export async function* withLastQuoteClosed(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let quotes = 0;
  let end = '';
  for await (const piece of pieces) {
    for (let at = piece.indexOf('"'); at !== -1; at = piece.indexOf('"', at + 1)) quotes += 1;
    const words = piece.replace(/[\r\n]/g, '');
    if (words !== '') end = (end + words).slice(-2);
    yield piece;
  }
  if (quotes % 2 === 1 && end === '""') yield '"';
}
