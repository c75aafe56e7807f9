import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../../platform/process/command-spec.js';
import { LineSplitter } from '../../../platform/process/line-splitter.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolEnd, type ToolEvent, type ToolParser, type ToolRunRequest } from '../../tool-adapter.js';
import { judgeCaa } from './caa-judgement.js';
import { type DnsSubject } from './dns-subject.js';
import { DnsTranscript } from './dns-transcript.js';
import { dnsVerdict, reachOf, type Reaches } from './dns-verdict.js';
import { type DnsLine, dnsLineSchema } from './dns.schema.js';
import { type DnsFinding } from './judgement.js';
import { judgeMail } from './mail-judgement.js';
import { judgeAliases, judgeTransfers } from './transfer-judgement.js';
import { transferReach } from './transfer-reach.js';

/** Reads the transcript of one run; judges at its end, when all answers are there. */
export class DnsParser implements ToolParser {
  private readonly lines = new LineSplitter();
  private readonly transcript = new DnsTranscript();
  private readonly host: Endpoint;

  constructor({ endpoint }: ToolRunRequest) {
    this.host = { host: endpoint.host, address: endpoint.address };
  }

  *write(stream: OutputStream, text: string): Generator<ToolEvent> {
    if (stream !== 'stdout') return;
    for (const line of this.lines.push(text)) yield* this.read(line);
  }

  end(exit: ProcessExit): ToolEnd {
    const events = this.lines.flush().flatMap((line) => [...this.read(line)]);
    const { findings, reaches } = this.judged();
    const observed = findings.map((finding): ToolEvent => ({
      type: 'observation',
      observation: this.observed(finding),
    }));
    return {
      events: [...events, ...observed],
      verdict: dnsVerdict(this.transcript, reaches, exit, this.host),
    };
  }

  private *read(text: string): Generator<ToolEvent> {
    const line = lineOf(text);
    if (line === undefined) return;
    this.transcript.add(line);
    const words = wordsOf(line);
    if (words !== undefined) yield { type: 'log', line: words };
  }

  private judged(): { readonly findings: readonly DnsFinding[]; readonly reaches?: Reaches } {
    const { subject } = this.transcript;
    if (subject === undefined) return { findings: [] };
    const { domain } = subject;
    if (this.transcript.inquiry().ask(domain, 'NS')?.kind === 'no_such_name') {
      this.transcript.noDomain = `the DNS knows no name ${domain}`;
      return { findings: [] };
    }
    return this.judge(subject);
  }

  private judge(subject: DnsSubject): { readonly findings: readonly DnsFinding[]; readonly reaches: Reaches } {
    const { transfers, records } = this.transcript;
    const mail = judgeMail(subject, this.transcript.inquiry());
    const caa = judgeCaa(subject, this.transcript.inquiry());
    const aliases = judgeAliases(records, this.transcript.inquiry());
    const txt = this.transcript.inquiry().ask(subject.domain, 'TXT');
    const transferred = judgeTransfers(transfers, records);
    return {
      findings: [...mail.findings, ...caa.findings, ...transferred, ...aliases.findings],
      reaches: {
        'dns.mail': reachOf(mail.gaps, txt?.kind === 'records' || mail.findings.length > 0 ? 'something' : 'nothing'),
        'dns.caa': reachOf(caa.gaps, 'nothing'),
        'dns.transfer': transferReach(this.transcript, aliases.gaps),
      },
    };
  }

  private observed({ weakness, rule, evidence, discriminator, severity }: DnsFinding): Observation {
    return {
      weakness,
      rule,
      endpoint: this.host,
      evidence: evidenceOf(evidence),
      ...(discriminator === undefined ? {} : { discriminator }),
      ...(severity === undefined ? {} : { severity }),
    };
  }
}

function wordsOf(line: DnsLine): string | undefined {
  switch (line.type) {
    case 'lookup':
      return `${line.recordType} of ${line.name}: ${describeAnswer(line.answer)}`;
    case 'transfer':
      return `transfer of ${line.zone} from ${line.server}: ${line.answer.kind.replaceAll('_', ' ')}`;
    case 'start':
    case 'record':
    case 'no_domain':
    case 'broken':
    case 'end':
      return undefined;
  }
}

function describeAnswer(answer: Extract<DnsLine, { type: 'lookup' }>['answer']): string {
  if (answer.kind === 'records') return `${answer.records.length} records`;
  return answer.kind === 'failed' ? answer.code : answer.kind.replaceAll('_', ' ');
}

/** A line that is not ours, or is cut, is left out: what it said stays unknown. */
function lineOf(text: string): DnsLine | undefined {
  try {
    return dnsLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // JSON.parse on a cut line
  }
}
