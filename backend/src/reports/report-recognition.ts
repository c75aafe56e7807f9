import { Injectable } from '@nestjs/common';
import { type ReportFormat, type ReportHead } from '../tools/report-format.js';
import { REPORT_FORMATS } from '../tools/report-formats.js';
import { ReportUnknownError } from './import.errors.js';
import { type ReceivedFile } from './received-file.js';
import { readableOrRefused } from './report-reading.js';
import { reportText } from './report-text.js';

/** Characters by which formats know their files. */
const HEAD_LENGTH = 64 * 1024;

/** Finds out which tool wrote a file. */
@Injectable()
export class ReportRecognition {
  readonly formats: readonly ReportFormat[] = REPORT_FORMATS;

  /** @param tool id of a tool or format that the user named @throws ReportUnknownError @throws ReportUnreadableError */
  async formatOf(file: ReceivedFile, { fileName, tool }: { fileName: string; tool?: string }): Promise<ReportFormat> {
    const named =
      tool === undefined ? this.formats : this.formats.filter((format) => [format.id, format.tool].includes(tool));
    if (named.length === 0) throw this.unknown(`no format is called "${tool}".`);
    const head = { text: await headOf(file), fileName };
    const [first, ...others] = named.filter(
      (format) => format.recognises(head) || (tool !== undefined && isEmpty(format, head)),
    );
    if (first !== undefined && others.length === 0) return first;
    if (first !== undefined)
      throw this.unknown(`it could be ${namesOf([first, ...others])}. Name one of them as "tool".`);
    throw this.unknown(
      tool === undefined ? this.whatElse(head) : `it is no ${namesOf(named)} report. ${this.whatElse(head)}`,
    );
  }

  private whatElse(head: ReportHead): string {
    if (head.text.trim() === '') return 'it is empty.';
    const others = this.formats.filter((format) => format.recognises(head));
    return others.length === 0 ? 'it looks like no format that is known.' : `It looks like ${namesOf(others)}.`;
  }

  private unknown(what: string): ReportUnknownError {
    return new ReportUnknownError(
      what,
      this.formats.map(({ id }) => id),
    );
  }
}

/** Whether the file is what the tool writes when it has found nothing; only who named the tool can mean that. */
function isEmpty({ emptyForms = [] }: ReportFormat, { text }: ReportHead): boolean {
  return text.length < 20 && emptyForms.includes(text.replace(/\s/g, ''));
}

function namesOf(formats: readonly ReportFormat[]): string {
  return formats.map(({ name }) => name).join(' or ');
}

async function headOf(file: ReceivedFile): Promise<string> {
  let text = '';
  await readableOrRefused('text', async () => {
    for await (const piece of reportText(file.read())) {
      text += piece;
      if (text.length >= HEAD_LENGTH) return;
    }
  });
  return text.slice(0, HEAD_LENGTH);
}
