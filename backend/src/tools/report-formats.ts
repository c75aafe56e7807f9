import { type ReportFormat, type ReportHead } from './report-format.js';

/** Every kind of report that Parallax reads. Adding one is a folder and a line here. */
export const REPORT_FORMATS: readonly ReportFormat[] = [];

/** The format of a file; undefined when none, or more than one, takes it for its own. */
export function formatOf(
  head: ReportHead,
  formats: readonly ReportFormat[] = REPORT_FORMATS,
): ReportFormat | undefined {
  const [first, ...others] = formats.filter((format) => format.recognises(head));
  return others.length === 0 ? first : undefined;
}
