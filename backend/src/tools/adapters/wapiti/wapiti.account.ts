import { evidenceOf } from '../../../findings/evidence.js';
import { familyOf, WAPITI_FAMILIES, type WapitiFamily } from './wapiti.modules.js';

/** Gaps of a family that are told: one is enough to prove nothing. */
const MAX_GAPS_OF_FAMILY = 5;

/** Why a family was not checked as far as the profile says. */
export interface WapitiGap {
  readonly family: WapitiFamily;
  readonly reason: string;
}

/** What Wapiti tells while it works: its report says nothing of what went wrong. */
export class WapitiAccount {
  readonly gaps: WapitiGap[] = [];
  /** Pages and forms that were found. */
  found: number | undefined;
  /** The first complaint. */
  complaint: string | undefined;
  launched = 0;
  private module: string | undefined;

  /** Takes a line of either stream. @returns what is worth telling people */
  read(line: string): string | undefined {
    const module = /^\[\*\] Launching module (\w{1,40})/.exec(line)?.[1];
    if (module !== undefined) return this.launch(module);
    const found = /^\[\*\] Wapiti found (\d{1,9}) URLs and forms/.exec(line)?.[1];
    if (found !== undefined) {
      this.found = Number(found);
      return `${found} pages and forms`;
    }
    const complaint = /^(?:\[!\] |wapiti: error: )(.+)/.exec(line)?.[1];
    if (complaint !== undefined) {
      this.complaint ??= evidenceOf(complaint, 300);
      return complaint;
    }
    return this.gapIn(line);
  }

  /** Entries of the report that are not taken. */
  leaveOut(entries: number): void {
    for (const family of WAPITI_FAMILIES) this.gaps.push({ family, reason: `${entries} more entries were left out` });
  }

  private launch(module: string): string {
    this.module = module;
    this.launched += 1;
    return `module ${module}`;
  }

  private gapIn(line: string): string | undefined {
    const skipped = /^(\d{1,9}) requests were skipped due to network issues/.exec(line)?.[1];
    if (skipped !== undefined) return this.gap(`${skipped} requests got no answer`);
    if (/^Max (?:scan|attack) time was reached/.test(line)) return this.gap('its time was up');
    // Wapiti prints what ended a module by surprise, and goes on with the next as if nothing were
    if (/^[A-Z]\w{2,60}(?:Error|Exception|Timeout)(?: |$)/.test(line)) return this.gap(`it broke off: ${line}`);
    return undefined;
  }

  private gap(words: string): string {
    const { module } = this;
    const reason = evidenceOf(module === undefined ? `the crawl: ${words}` : `module ${module}: ${words}`, 300);
    // pages that the crawl did not come to were not attacked; the first page was seen
    const family = module === undefined ? 'http.vulnerabilities' : familyOf(module);
    const known = this.gaps.filter((gap) => gap.family === family).length;
    if (known < MAX_GAPS_OF_FAMILY) this.gaps.push({ reason, family });
    return reason;
  }
}
