/** What a caller may be allowed to do: `<thing>.<verb>`. Every route names exactly one. */
export const PERMISSIONS = [
  'target.read',
  'target.write',
  'scan.read',
  'scan.start',
  'scan.cancel',
  'scan.delete',
  'finding.read',
  'finding.triage',
  'report.import',
  'run.replay',
  'tool.read',
  'tool.check',
  'practice-target.start',
  'performance.read',
  'performance.manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
