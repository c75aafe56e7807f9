import { stripControls } from '../../../findings/evidence.js';
import { type NucleiStats } from './nuclei.schema.js';

const LEVEL = /^\[(INF|WRN|ERR|FTL|VER|DBG)\]\s*/;
const GAVE_UP = /Skipped .* from target list as found unresponsive/;
const COMPLETED = /^(?:Scan completed in|No results found)/;
const LOADED = /^Templates loaded for current scan: (\d+)/;

/** What nuclei tells about itself beside its matches. */
export class NucleiAccount {
  /** The newest statistics. */
  stats?: NucleiStats;
  /** How many templates were loaded, once that is told. */
  templates?: number;
  /** Whether it said that it came to its end; it also says so after a fatal error. */
  completed = false;
  /** Whether it stopped asking because the target no longer answered. */
  gaveUp = false;
  /** The message it died of. */
  fatal?: string;
  /** The first error that it survived. */
  error?: string;

  /** Takes a line of stderr that is no statistics; returns the line for people, if it is one. */
  read(raw: string): string | undefined {
    const line = stripControls(raw).trim();
    const level = LEVEL.exec(line)?.[1];
    if (level === undefined) return undefined; // the banner
    const message = line.replace(LEVEL, '').slice(0, 300);
    if (level === 'FTL') this.fatal ??= message;
    if (level === 'ERR') this.error ??= message;
    if (GAVE_UP.test(message)) this.gaveUp = true;
    if (COMPLETED.test(message)) this.completed = true;
    const loaded = LOADED.exec(message)?.[1];
    if (loaded !== undefined) this.templates = Number(loaded);
    return message;
  }
}
