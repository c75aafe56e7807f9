import { decodeName, encodeName, MalformedDnsError, slice } from './dns-name.js';

/** Record types that are asked for or shown in words (RFC 1035, 3596, 6844, 2782). */
export const RECORD_TYPES = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
  AXFR: 252,
} as const;

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RECORD_TYPES).map(([name, type]) => [type, name]),
);
/** Types whose data is one name. */
const NAME_TYPES: readonly string[] = ['NS', 'CNAME', 'PTR'];
const HEADER_BYTES = 12;
const INTERNET = 1;
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;

export interface DnsRecord {
  readonly name: string;
  /** Name of the type, or `TYPE99` for one without a name here. */
  readonly type: string;
  /** Names and texts in words; data of other types in hexadecimal. */
  readonly data: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  /** Whether the server answers from its own zone. */
  readonly isAuthoritative: boolean;
  /** Response code: 0 no error, 2 server failure, 3 no such name, 5 refused, 9 not authoritative. */
  readonly rcode: number;
  readonly answers: readonly DnsRecord[];
}

/** A query without recursion for one name and type (RFC 1035, 4.1). Throws `MalformedDnsError` for an impossible name. */
export function encodeQuery(id: number, name: string, type: keyof typeof RECORD_TYPES): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4);
  const question = Buffer.alloc(4);
  question.writeUInt16BE(RECORD_TYPES[type], 0);
  question.writeUInt16BE(INTERNET, 2);
  return Buffer.concat([header, encodeName(name), question]);
}

/** Reads a message up to the end of its answer section; undefined when it is malformed. */
export function decodeMessage(message: Buffer): DnsMessage | undefined {
  try {
    return readMessage(message);
  } catch (error) {
    if (error instanceof MalformedDnsError) return undefined;
    throw error;
  }
}

function readMessage(message: Buffer): DnsMessage {
  const header = slice(message, 0, HEADER_BYTES);
  const flags = header.readUInt16BE(2);
  let offset = HEADER_BYTES;
  for (let left = header.readUInt16BE(4); left > 0; left -= 1) offset = decodeName(message, offset).next + 4;
  const answers: DnsRecord[] = [];
  for (let left = header.readUInt16BE(6); left > 0; left -= 1) {
    const { record, next } = readRecord(message, offset);
    answers.push(record);
    offset = next;
  }
  return {
    id: header.readUInt16BE(0),
    isResponse: (flags & RESPONSE) !== 0,
    isAuthoritative: (flags & AUTHORITATIVE) !== 0,
    rcode: flags & 0x0f,
    answers,
  };
}

function readRecord(message: Buffer, start: number): { record: DnsRecord; next: number } {
  const { name, next } = decodeName(message, start);
  const fixed = slice(message, next, 10);
  const type = TYPE_NAMES.get(fixed.readUInt16BE(0)) ?? `TYPE${fixed.readUInt16BE(0)}`;
  const length = fixed.readUInt16BE(8);
  const data = dataText(message, type, next + 10, length);
  return { record: { name, type, data }, next: next + 10 + length };
}

function dataText(message: Buffer, type: string, start: number, length: number): string {
  const data = slice(message, start, length);
  if (NAME_TYPES.includes(type)) return decodeName(message, start).name;
  switch (type) {
    case 'A':
      return [...data].join('.');
    case 'MX':
      return `${slice(data, 0, 2).readUInt16BE(0)} ${decodeName(message, start + 2).name}`;
    case 'SOA':
      return decodeName(message, start).name;
    case 'TXT':
      return texts(data).join('');
    default:
      return data.toString('hex');
  }
}

/** The strings of a TXT record, each with its length in one byte before it. */
function texts(data: Buffer): string[] {
  const parts: string[] = [];
  for (let offset = 0; offset < data.length;) {
    const length = data.readUInt8(offset);
    parts.push(slice(data, offset + 1, length).toString('latin1'));
    offset += length + 1;
  }
  return parts;
}
