import { type DnsLineOf } from './dns.schema.js';
import { type Inquiry } from './inquiry.js';
import { type DnsFinding, gapOf, type Judgement } from './judgement.js';

type Transfer = DnsLineOf<'transfer'>;
export type ZoneRecord = Pick<DnsLineOf<'record'>, 'server' | 'name' | 'recordType' | 'data'>;

/** Records that are shown as proof. */
const RECORDS_SHOWN = 20;
/** Aliases of a zone that are followed. */
const MOST_ALIASES = 50;

/** One finding for each server that hands the zone out. */
export function judgeTransfers(transfers: readonly Transfer[], records: readonly ZoneRecord[]): DnsFinding[] {
  return transfers.flatMap(({ zone, server, address, port, answer }) => {
    if (answer.kind !== 'open') return [];
    const shown = records.filter((record) => record.server === server).slice(0, RECORDS_SHOWN);
    const end = answer.complete ? '' : ', and there are more';
    const evidence = [
      `${server} (${address}, port ${port}) sent ${answer.records} records of ${zone}${end}:`,
      ...shown.map(({ name, recordType, data }) => `${name} ${recordType} ${data}`),
    ].join('\n');
    return [{ weakness: 'dns.transfer.open', rule: 'axfr-answered', evidence, discriminator: server.toLowerCase() }];
  });
}

/** Aliases of a transferred zone that point to names nobody has. */
export function judgeAliases(records: readonly ZoneRecord[], inquiry: Inquiry): Judgement {
  const aliases = new Map(
    records.filter(({ recordType }) => recordType === 'CNAME').map(({ name, data }) => [name.toLowerCase(), data]),
  );
  const findings: DnsFinding[] = [];
  const gaps: string[] = [];
  for (const [name, target] of [...aliases].slice(0, MOST_ALIASES)) {
    const answer = inquiry.ask(target, 'A');
    if (answer === undefined || answer.kind === 'failed') gaps.push(gapOf(target, 'A', answer));
    if (answer?.kind !== 'no_such_name') continue;
    const evidence = `${name} is an alias of ${target}, which does not exist`;
    findings.push({ weakness: 'dns.cname.dangling', rule: 'alias-target-missing', evidence, discriminator: name });
  }
  return { findings, gaps };
}
