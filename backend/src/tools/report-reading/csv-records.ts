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

/** The records of a CSV file with a heading. @throws UnreadableReportError */
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
  try {
    for await (const { record, info } of Readable.from(pieces).compose(parser) as AsyncIterable<ParsedRecord>) {
      yield { fields: new Map(Object.entries(record)), line: info.lines };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableReportError(`this is not CSV: ${error.message}`);
    throw error;
  }
}

interface ParsedRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}
