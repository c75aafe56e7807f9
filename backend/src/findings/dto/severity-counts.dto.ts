import { z } from 'zod';

const count = (severity: string) => z.number().int().describe(`Findings of severity ${severity}.`);

export const SeverityCountsDto = z
  .object({
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    info: count('info'),
  })
  .meta({ id: 'SeverityCounts' });
