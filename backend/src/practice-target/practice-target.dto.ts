import { z } from 'zod';
import { type PracticeAddress } from './practice-target.js';

export const PracticeTargetDto = z
  .object({
    running: z.boolean().describe('Whether it is running.'),
    host: z.string().optional().describe('Its address: loopback only.'),
    httpPort: z.number().int().optional().describe('Port of its web site over HTTP.'),
    httpsPort: z.number().int().optional().describe('Port of its web site over HTTPS.'),
    bannerPort: z.number().int().optional().describe('Port of a service with an old greeting.'),
  })
  .meta({ id: 'PracticeTarget' });
export type PracticeTargetDto = z.infer<typeof PracticeTargetDto>;

export function practiceTargetDtoOf(address: PracticeAddress | undefined): PracticeTargetDto {
  return address === undefined ? { running: false } : { running: true, ...address };
}
