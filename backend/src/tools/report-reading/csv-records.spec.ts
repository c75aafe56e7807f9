import { collect, piecesOf } from '../testing/text-pieces.js';
import { csvRecords } from './csv-records.js';
import { UnreadableReportError } from './report.errors.js';

const read = (text: string, size?: number) => collect(csvRecords(piecesOf(text, size)));
const fieldsOf = async (text: string, size?: number) =>
  (await read(text, size)).map(({ fields }) => Object.fromEntries(fields));

describe('the records of a CSV file', () => {
  it('have their fields by name, and the line on which they end', async () => {
    const records = await read('id, name\n1,"a, ""b"""\n\n2,"two\nlines"\n');

    expect(records.map(({ fields, line }) => [Object.fromEntries(fields), line])).toEqual([
      [{ id: '1', name: 'a, "b"' }, 2],
      [{ id: '2', name: 'two\nlines' }, 5],
    ]);
  });

  it('do not depend on how the text is cut', async () => {
    const text = '\ufeff"id","finding"\r\n"a","x ""y"" ☂"\r\n"b",""\r\n';
    const whole = await fieldsOf(text, 1000);

    for (const size of [1, 2, 5]) expect(await fieldsOf(text, size)).toEqual(whole);
    expect(whole).toEqual([
      { id: 'a', finding: 'x "y" ☂' },
      { id: 'b', finding: '' },
    ]);
  });

  it('may be short of columns, but not cut short', async () => {
    expect(await fieldsOf('a,b,c\n1,2\n')).toEqual([{ a: '1', b: '2' }]);
    await expect(read('a,b,c\n1,2,3\n1,2')).rejects.toThrow('line 3: the last line is cut short');
  });

  it('are refused when a quoted field has no end', async () => {
    await expect(read('a,b\n1,"2\n')).rejects.toThrow(UnreadableReportError);
  });
});
