import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UnreadableReportError } from './report.errors.js';

/** Characters of the longest record that is read. */
const MAX_RECORD_LENGTH = 4 * 1024 * 1024;

/** One record of a CSV file. */
export interface CsvRecord {
  /** By the name in the heading, without spaces around it; a column that the record does not have is absent. */
  readonly fields: ReadonlyMap<string, string>;
  /** The line on which it ends, counted from 1. */
  readonly line: number;
}

/** The records of a CSV file with a heading; also ragged ones. @throws UnreadableReportError when the last one is cut short */
export async function* csvRecords(pieces: AsyncIterable<string>, delimiter = ','): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    bom: true,
    columns: (names: string[]) => names.map((name) => name.trim()),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_LENGTH,
  });
  const ending = new Ending();
  let columns = 0;
  let last: CsvRecord | undefined;
  try {
    for await (const { record, info } of Readable.from(ending.of(pieces)).compose(
      parser,
    ) as AsyncIterable<ParsedRecord>) {
      if (last !== undefined) yield last;
      columns = Array.isArray(info.columns) ? info.columns.length : 0;
      last = { fields: new Map(Object.entries(record)), line: info.lines };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableReportError(`this is not CSV: ${error.message}`);
    throw error;
  }
  if (last === undefined) return;
  if (!ending.isLineEnd && last.fields.size < columns)
    throw new UnreadableReportError('the last line is cut short', last.line);
  yield last;
}

/** Remembers how a text ended. */
class Ending {
  isLineEnd = false;

  async *of(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const piece of pieces) {
      if (piece !== '') this.isLineEnd = piece.endsWith('\n');
      yield piece;
    }
  }
}

interface ParsedRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number; readonly columns: unknown };
}
