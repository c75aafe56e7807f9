import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Observation } from '../../findings/observation.js';
import { type ObservedEndpoint } from '../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../report-format.js';
import { collect, piecesOf } from './text-pieces.js';

/** What reports that name no target are about, in tests. */
export const REPORT_TARGET: ObservedEndpoint = { host: 'shop.example', address: '192.0.2.10' };

/** A real or written report of one format. */
export interface ReportFixture {
  readonly name: string;
  readonly text: string;
}

/** The files of a folder whose names begin with the id of the format, `nikto-xml.juice-shop.xml`, and those of these names. */
export function reportFixtures(format: ReportFormat, folder: string, names: readonly string[] = []): ReportFixture[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${format.id}.`) || names.includes(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** All that a format reads from a text. */
export function readReport(
  format: ReportFormat,
  text: string,
  { size = 64_000, context = { target: REPORT_TARGET } }: { size?: number; context?: ReportContext } = {},
): Promise<ReportItem[]> {
  return collect(format.read(piecesOf(text, size), context));
}

export function observationsIn(items: readonly ReportItem[]): Observation[] {
  return items.flatMap((item) => (item.type === 'observation' ? [item.observation] : []));
}

export function skippedIn(items: readonly ReportItem[]) {
  return items.flatMap((item) => (item.type === 'skipped' ? [item] : []));
}
