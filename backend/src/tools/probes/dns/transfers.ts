import { type ToolRunRequest } from '../../tool-adapter.js';
import { askAuthority } from './authority.js';
import { type DnsSubject } from './dns-subject.js';
import { type DnsLine, type DnsLineOf } from './dns.schema.js';
import { type DnsAnswers, Inquiry } from './inquiry.js';
import { nameServerRefusal } from './name-server-scope.js';
import { resolverAddress } from './resolver-address.js';
import { type TransferAnswer, type TransferLimits, type TransferServer, transferZone } from './zone-transfer.js';
import { findZone, locateServers } from './zone-judgement.js';

/** What looks names up for the transfers. */
interface Asker {
  readonly answers: DnsAnswers;
  ask(judge: (inquiry: Inquiry) => unknown): AsyncGenerator<DnsLine>;
}

type NamedServer = TransferServer & { readonly name: string };

/** Enough to prove the point; nobody's zone is copied. */
const LIMITS: TransferLimits = { records: 200, bytes: 1024 * 1024, milliseconds: 8000 };
const DNS_PORT = 53;
const NOT_AUTHORITATIVE = 9;
/** Characters of a record's data that are kept. */
const MOST_DATA = 300;

/**
 * Asks for the whole zone: the resolver of the settings alone where one is named, otherwise every name server of the zone
 * that has a public address.
 */
export async function* transfersOf(
  subject: DnsSubject,
  request: ToolRunRequest,
  asker: Asker,
  ends: AbortSignal,
): AsyncGenerator<DnsLine> {
  const place = findZone(subject, new Inquiry(asker.answers));
  if (place.kind !== 'zone') return;
  const given = resolverAddress(request.settings.dnsResolver);
  if (given !== undefined) {
    yield* askGiven(place.zone, { ...given, name: request.settings.dnsResolver ?? '' }, ends);
    return;
  }
  yield* asker.ask((inquiry) => locateServers(place.servers, inquiry));
  for (const server of locateServers(place.servers, new Inquiry(asker.answers))) {
    if ('gap' in server) continue; // the parser sees the same gap in the look-ups
    const named = { ...server, port: DNS_PORT };
    const reason = nameServerRefusal(server.address, request.endpoint.address);
    if (reason === undefined) yield* transferLines(place.zone, named, ends);
    else yield transferLine(place.zone, named, { kind: 'out_of_scope', reason });
  }
}

/** A resolver that does not hold the zone refuses whatever the zone allows. */
async function* askGiven(zone: string, server: NamedServer, ends: AbortSignal): AsyncGenerator<DnsLine> {
  const authority = await askAuthority(zone, server, ends);
  if (authority.kind === 'authoritative') yield* transferLines(zone, server, ends);
  else yield transferLine(zone, server, authority);
}

async function* transferLines(zone: string, server: NamedServer, ends: AbortSignal): AsyncGenerator<DnsLine> {
  const answer = await transferZone(zone, server, LIMITS, ends);
  yield transferLine(zone, server, toldAs(answer));
  if (answer.kind !== 'open') return;
  for (const { name, type, data } of answer.records) {
    yield { type: 'record', server: server.name, name, recordType: type, data: data.slice(0, MOST_DATA) };
  }
}

function toldAs(answer: TransferAnswer): DnsLineOf<'transfer'>['answer'] {
  if (answer.kind === 'open') return { kind: 'open', records: answer.records.length, complete: answer.complete };
  if (answer.kind === 'refused' && answer.rcode === NOT_AUTHORITATIVE) return { kind: 'not_authoritative' };
  return answer;
}

function transferLine(zone: string, server: NamedServer, answer: DnsLineOf<'transfer'>['answer']): DnsLine {
  return { type: 'transfer', zone, server: server.name, address: server.address, port: server.port, answer };
}
