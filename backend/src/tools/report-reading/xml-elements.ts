import { type XmlElement, type XmlInterest, XmlReader } from '../xml-reader.js';
import { UnreadableReportError } from './report.errors.js';

/** The elements of interest of an XML document that comes in pieces, in order of completion. @throws UnreadableReportError */
export async function* xmlElements(pieces: AsyncIterable<string>, interest: XmlInterest): AsyncGenerator<XmlElement> {
  const reader = new XmlReader(interest);
  for await (const piece of pieces) {
    yield* reader.write(piece);
    refuseFailed(reader);
  }
  reader.end();
  refuseFailed(reader);
}

function refuseFailed({ failure, line }: XmlReader): void {
  if (failure !== undefined) throw new UnreadableReportError(`this is not whole XML: ${failure}`, line);
}
