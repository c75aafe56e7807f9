import { z } from 'zod';
import { type StreamMessage } from '../../platform/http/event-stream.js';
import { type ScanNews } from '../scan-event.js';
import { type ProgressMessage } from '../scan-progress.js';
import { scanDtoOf } from './scan.dto.js';
import { toolRunDtoOf } from './tool-run.dto.js';

export const EventQuery = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Number of the last event already known; the header Last-Event-ID wins over it.'),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** The number in a Last-Event-ID header; undefined when the header is absent or not ours. */
export function lastEventNumber(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}

export function streamMessageOf(message: ProgressMessage): StreamMessage {
  const id = message.sequence === undefined ? {} : { id: message.sequence };
  switch (message.type) {
    case 'scan':
      return { ...id, type: message.type, data: scanDtoOf(message.data) };
    case 'run':
      return { ...id, type: message.type, data: toolRunDtoOf(message.data) };
    case 'findings':
    case 'replay':
    case 'coverage.regressed':
    case 'progress':
    case 'log':
    case 'removed':
      return { ...id, type: message.type, data: message.data };
  }
}

/** News cannot be asked for again after a break: whoever missed some reads the list anew. */
export function newsMessageOf(news: ScanNews): StreamMessage {
  return news.type === 'scan' ? { type: news.type, data: scanDtoOf(news.data) } : news;
}
