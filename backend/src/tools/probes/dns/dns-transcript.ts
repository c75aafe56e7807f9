import { type DnsSubject } from './dns-subject.js';
import { type DnsLine, type DnsLineOf } from './dns.schema.js';
import { DnsAnswers, Inquiry } from './inquiry.js';
import { type ZoneRecord } from './transfer-judgement.js';

/** Records of transferred zones that are kept in memory. */
const MOST_RECORDS = 5000;

/** Everything that the lines read so far say. */
export class DnsTranscript {
  start: DnsLineOf<'start'> | undefined;
  /** Why there is nothing to examine. */
  noDomain: string | undefined;
  brokenBy: string | undefined;
  /** Whether the collector came to its end by itself. */
  ended = false;
  readonly transfers: DnsLineOf<'transfer'>[] = [];
  readonly records: ZoneRecord[] = [];
  private readonly answers = new DnsAnswers();

  add(line: DnsLine): void {
    switch (line.type) {
      case 'start':
        this.start = line;
        return;
      case 'lookup':
        this.answers.add({ name: line.name, type: line.recordType }, line.answer);
        return;
      case 'transfer':
        this.transfers.push(line);
        return;
      case 'record':
        if (this.records.length < MOST_RECORDS) this.records.push(line);
        return;
      case 'no_domain':
        this.noDomain = line.reason;
        return;
      case 'broken':
        this.brokenBy = line.reason;
        return;
      case 'end':
        this.ended = true;
        return;
    }
  }

  get subject(): DnsSubject | undefined {
    return this.start;
  }

  /** Judges by the answers of this transcript; what it lacks stays unknown. */
  inquiry(): Inquiry {
    return new Inquiry(this.answers);
  }
}
