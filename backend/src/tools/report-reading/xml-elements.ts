import { type XmlElement, type XmlInterest, XmlReader } from '../xml-reader.js';
import { UnreadableReportError } from './report.errors.js';

/** Licences that are put in front of reports are shorter, in characters. */
const MAX_PREAMBLE_LENGTH = 64 * 1024;

/** The elements of interest of an XML document that comes in pieces, in order of completion. @throws UnreadableReportError */
export async function* xmlElements(pieces: AsyncIterable<string>, interest: XmlInterest): AsyncGenerator<XmlElement> {
  const reader = new XmlReader(interest);
  for await (const piece of withoutLateDeclaration(pieces)) {
    yield* reader.write(piece);
    refuseFailed(reader);
  }
  reader.end();
  refuseFailed(reader);
}

/**
 * People put licences and empty lines in front of reports: then the XML declaration is where none may be. It is left out: the
 * text is decoded, so all that it could say is known.
 */
async function* withoutLateDeclaration(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let head: string | undefined = '';
  for await (const piece of pieces) {
    if (head === undefined) yield piece;
    else {
      head += piece;
      const beginning = beginningOf(head) ?? (head.length > MAX_PREAMBLE_LENGTH ? head : undefined);
      if (beginning === undefined) continue;
      yield beginning;
      head = undefined;
    }
  }
  if (head !== undefined) yield head;
}

/** The same without a late declaration; undefined when more has to be read to tell. */
function beginningOf(head: string): string | undefined {
  let start = 0;
  for (;;) {
    start += /^\s*/.exec(head.slice(start))?.[0].length ?? 0;
    if (!head.startsWith('<!--', start)) break;
    const end = head.indexOf('-->', start);
    if (end < 0) return undefined;
    start = end + '-->'.length;
  }
  const opening = head.slice(start, start + '<?xml '.length);
  if (opening.length < '<?xml '.length) return undefined;
  if (start === 0 || !/^<\?xml\s$/.test(opening)) return head;
  const end = head.indexOf('?>', start);
  return end < 0 ? undefined : head.slice(0, start) + head.slice(end + '?>'.length);
}

function refuseFailed({ failure, line }: XmlReader): void {
  if (failure !== undefined) throw new UnreadableReportError(`this is not whole XML: ${failure}`, line);
}
