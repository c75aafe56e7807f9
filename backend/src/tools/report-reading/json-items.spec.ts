import { collect, piecesOf } from '../testing/text-pieces.js';
import { jsonItems } from './json-items.js';
import { UnreadableReportError } from './report.errors.js';

const read = (text: string, places: string[], size?: number) => collect(jsonItems(piecesOf(text, size), places));

describe('the items of a JSON document', () => {
  it('come with their place and the line on which they begin', async () => {
    const text = '{\n  "runs": [\n    {"results": [\n      {"id": "a"},\n      {"id":\n "b"}\n    ]}\n  ]\n}\n';

    expect(await read(text, ['$.runs.*.results.*'])).toEqual([
      { path: ['runs', 0, 'results', 0], value: { id: 'a' }, line: 4 },
      { path: ['runs', 0, 'results', 1], value: { id: 'b' }, line: 5 },
    ]);
  });

  it('do not depend on how the text is cut', async () => {
    const text = '[{"name": "Zürich ☂", "n": -12.5e3}, [true, null], "x"]';
    const whole = await read(text, ['$.*']);

    for (const size of [1, 2, 3, 7]) expect(await read(text, ['$.*'], size)).toEqual(whole);
    expect(whole.map(({ value }) => value)).toEqual([{ name: 'Zürich ☂', n: -12_500 }, [true, null], 'x']);
  });

  it('may be the whole document', async () => {
    expect(await read('{"a": [1]}', ['$'])).toEqual([{ path: [], value: { a: [1] }, line: 1 }]);
  });

  it.each([
    ['nothing at all', ''],
    ['a document without its end', '[{"a": 1}, {"a"'],
    ['two documents', '[1] [2]'],
    ['something else', 'Nikto v2.5.0'],
    ['a number cut short', '[1.'],
  ])('are refused for %s', async (_, text) => {
    await expect(read(text, ['$.*'])).rejects.toThrow(UnreadableReportError);
  });

  it('are refused when they are nested too deep, with the line', async () => {
    await expect(read(`\n${'['.repeat(100)}${']'.repeat(100)}`, ['$.*'])).rejects.toThrow(
      'line 2: values are nested deeper than 64 levels',
    );
  });

  it('leave every other object as it is when a key is __proto__', async () => {
    await read('[{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}]', ['$.*']);

    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
