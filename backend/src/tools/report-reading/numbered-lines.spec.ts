import { collect, piecesOf } from '../testing/text-pieces.js';
import { numberedLines } from './numbered-lines.js';

describe('the lines of a report', () => {
  it('are counted from one, with or without a last line end', async () => {
    for (const text of ['a\r\n\nb', 'a\n\nb\n']) {
      expect(await collect(numberedLines(piecesOf(text, 1)))).toEqual([
        { text: 'a', line: 1 },
        { text: '', line: 2 },
        { text: 'b', line: 3 },
      ]);
    }
  });

  it('are refused when one is too long to be held', async () => {
    await expect(collect(numberedLines(piecesOf(`a\n${'b'.repeat(17_000_000)}\n`, 1_000_000)))).rejects.toThrow(
      'line 2: the line is longer than 16 MB',
    );
  });
});
