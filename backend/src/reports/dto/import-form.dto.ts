import '@fastify/multipart'; // adds what a request with files can do
import { type FastifyRequest } from 'fastify';
import { type Readable } from 'node:stream';
import { stripControls } from '../../findings/evidence.js';
import { ImportInvalidError } from '../import.errors.js';
import { type ImportRequest } from '../imports.service.js';
import { type ReceivedFile } from '../received-file.js';

/** A file that was sent, with the fields that came with it. */
export interface ImportForm {
  readonly file: ReceivedFile;
  readonly request: ImportRequest;
}

const FIELDS = ['tool', 'target'];
const MAX_FILE_NAME_LENGTH = 200;

/**
 * Reads a multipart form: one file named `file`, and the fields `tool` and `target` before or after it. When it is refused,
 * nothing of the file is left.
 * @throws ImportInvalidError @throws what `receive` throws
 */
export async function readImportForm(
  request: FastifyRequest,
  receive: (content: Readable) => Promise<ReceivedFile>,
): Promise<ImportForm> {
  if (!request.isMultipart()) {
    throw new ImportInvalidError('body', 'send multipart/form-data with the report as "file"');
  }
  const fields = new Map<string, string>();
  let file: ReceivedFile | undefined;
  let fileName = '';
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        if (file !== undefined || part.fieldname !== 'file') {
          throw new ImportInvalidError(part.fieldname, 'send one file, and call it "file"');
        }
        fileName = fileNameOf(part.filename);
        file = await receive(part.file);
      } else takeField(fields, part.fieldname, part.value);
    }
    if (file === undefined) throw new ImportInvalidError('file', 'the report is missing');
  } catch (error) {
    await file?.remove();
    throw isMalformed(error) ? new ImportInvalidError('body', `the form cannot be read: ${error.message}`) : error;
  }
  return { file, request: { fileName, ...Object.fromEntries(fields) } };
}

/** Errors about the form are plain ones without a code, and those of a client that went away; a full disk has another code. */
function isMalformed(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return 'code' in error ? error.code === 'ECONNRESET' : Object.getPrototypeOf(error) === Error.prototype;
}

function takeField(fields: Map<string, string>, name: string, value: unknown): void {
  if (!FIELDS.includes(name)) throw new ImportInvalidError(name, `there is no such field; use ${FIELDS.join(' and ')}`);
  if (typeof value !== 'string') throw new ImportInvalidError(name, 'send it as text');
  if (value.trim() !== '') fields.set(name, value.trim());
}

/** The name of a file without folders, as a text to show. */
function fileNameOf(text: string): string {
  const name = stripControls(text)
    .replace(/^.*[\\/]/s, '')
    .trim();
  return name === '' ? 'report' : name.slice(0, MAX_FILE_NAME_LENGTH);
}
