import { type HealthReady200 } from '../api/generated/model/healthReady200';

/** How the server is, in a word and a sentence. */
export interface Health {
  readonly level: 'good' | 'warn' | 'bad';
  readonly word: string;
  readonly sentence: string;
}

/** Reads the server's report; undefined when it gave none. */
export function healthOf(report: HealthReady200 | undefined): Health {
  const details = report?.details;
  if (details === undefined) {
    return { level: 'bad', word: 'Offline', sentence: 'The server does not answer.' };
  }
  const down = Object.keys(details).filter((name) => details[name]?.status === 'down');
  if (down.length > 0) return { level: 'bad', word: 'Not ready', sentence: `Not working: ${down.join(', ')}.` };

  const missing = details['tools']?.['missing'];
  const count = Array.isArray(missing) ? missing.length : 0;
  if (count === 0) return { level: 'good', word: 'Ready', sentence: 'Database, disk and all tools are ready.' };
  const sentence = `Database and disk are ready; ${count} ${count === 1 ? 'tool is' : 'tools are'} not installed.`;
  return { level: 'good', word: 'Ready', sentence };
}
