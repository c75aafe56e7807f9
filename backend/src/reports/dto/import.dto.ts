import { z } from 'zod';
import { SeverityCountsDto } from '../../findings/dto/severity-counts.dto.js';
import { pageOf, PageQuery } from '../../platform/http/page.js';
import { type ReportFormat } from '../../tools/report-format.js';
import { type Import } from '../import.js';

const SkippedEntryDto = z
  .object({
    reason: z.string().describe('Why it is no observation.'),
    line: z.number().int().optional().describe('Where it stands, counted from 1.'),
  })
  .meta({ id: 'SkippedEntry' });

export const ImportDto = z
  .object({
    id: z.string().describe('Identifier of the import.'),
    scanId: z.string().describe('The scan that stands for the run that wrote the report.'),
    target: z.string().describe('The target it was filed under.'),
    tool: z.string().describe('Id of the tool that wrote it.'),
    toolVersion: z.string().optional().describe('Its version, when the report tells it.'),
    format: z.string().describe('Id of the format it was read as.'),
    fileName: z.string().describe('The name that the file had.'),
    sha256: z.string().describe('SHA-256 of the file, hexadecimal.'),
    bytes: z.number().describe('Its size.'),
    hosts: z.number().int().describe('How many hosts it has observations of.'),
    observations: SeverityCountsDto.describe('The observations that were read, by severity.'),
    findings: SeverityCountsDto.describe('The findings that they join into, by severity.'),
    newFindings: z.number().int().describe('How many of these no scan had seen before.'),
    skippedCount: z.number().int().describe('How many entries are no observations.'),
    skipped: z.array(SkippedEntryDto).describe('The first 100 of these, and why.'),
    createdAt: z.string().describe('When it was imported, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Import' });
export type ImportDto = z.infer<typeof ImportDto>;

export const ImportPageDto = pageOf('ImportPage', ImportDto);
export type ImportPageDto = z.infer<typeof ImportPageDto>;

export const ImportQuery = PageQuery;
export type ImportQuery = z.infer<typeof ImportQuery>;

export const ReportFormatDto = z
  .object({
    id: z.string().describe('Give it as `tool` to say what a file is.'),
    name: z.string().describe('For people.'),
    tool: z.string().describe('Id of the tool that writes it.'),
    versions: z.array(z.string()).describe('Versions of the tool whose files it was tried on.'),
  })
  .meta({ id: 'ReportFormat' });
export type ReportFormatDto = z.infer<typeof ReportFormatDto>;

export const ReportFormatListDto = z
  .object({ items: z.array(ReportFormatDto).describe('Every format that can be imported.') })
  .meta({ id: 'ReportFormatList' });
export type ReportFormatListDto = z.infer<typeof ReportFormatListDto>;

export function importDtoOf({ skipped, ...imported }: Import): ImportDto {
  return { ...imported, skipped: skipped.map((entry) => ({ ...entry })) };
}

export function reportFormatDtoOf({ id, name, tool, versions }: ReportFormat): ReportFormatDto {
  return { id, name, tool, versions: [...versions] };
}
