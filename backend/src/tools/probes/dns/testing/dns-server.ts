import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { RECORD_TYPES } from '../dns-message.js';
import { encodeName } from '../dns-name.js';
import { framed } from '../zone-transfer.js';

export type RecordType = keyof typeof RECORD_TYPES;

/** A record for an answer; `data` as it stands on the wire. */
export interface WireRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly data: Buffer;
}

/** What a server says to one question. Without an rcode 0, without records none. */
export interface Reply {
  readonly rcode?: number;
  readonly authoritative?: true;
  readonly records?: readonly WireRecord[];
}

/** `drop`: no answer at all. */
export type Zone = (name: string, type: RecordType | undefined) => Reply | 'drop';

const TYPES = new Map(Object.entries(RECORD_TYPES).map(([name, type]) => [type as number, name as RecordType]));

/** A name server on loopback, over UDP and TCP on one port, that answers as a test says. */
export class DnsServer {
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly zone: Zone,
    private readonly tcp: Server,
    private readonly udp: UdpSocket,
  ) {}

  static async start(zone: Zone): Promise<DnsServer> {
    const [tcp, udp] = [createServer(), createSocket('udp4')];
    const server = new DnsServer(zone, tcp, udp);
    tcp.on('connection', (socket) => server.serve(socket));
    udp.on('message', (message, peer) => {
      const reply = server.replyTo(message);
      if (reply !== undefined) udp.send(reply, peer.port, peer.address);
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => udp.bind(server.port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    const address = this.tcp.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get resolver(): string {
    return `127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.tcp.close(resolve));
    await new Promise<void>((resolve) => this.udp.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      const reply = this.replyTo(bytes.subarray(2));
      if (reply !== undefined) socket.write(framed(reply));
    });
  }

  private replyTo(query: Buffer): Buffer | undefined {
    const { name, end } = questionOf(query);
    const type = TYPES.get(query.readUInt16BE(end));
    this.asked.push(`${type ?? '?'} ${name}`);
    const reply = this.zone(name.toLowerCase(), type);
    if (reply === 'drop') return undefined;
    return encodeReply(query.subarray(0, 2), query.subarray(12, end + 4), reply);
  }
}

/** A message with one question; also for tests of the decoder. */
export function encodeReply(id: Buffer, question: Buffer, { rcode = 0, authoritative, records = [] }: Reply): Buffer {
  const header = Buffer.alloc(10);
  header.writeUInt16BE(0x8000 | (authoritative === true ? 0x0400 : 0) | rcode, 0);
  header.writeUInt16BE(1, 2);
  header.writeUInt16BE(records.length, 4);
  return Buffer.concat([id, header, question, ...records.map(encodeRecord)]);
}

export function txt(name: string, text: string): WireRecord {
  const parts = text.match(/.{1,255}/gs) ?? [''];
  return {
    name,
    type: 'TXT',
    data: Buffer.concat(parts.flatMap((part) => [Buffer.of(part.length), Buffer.from(part, 'latin1')])),
  };
}

export function mx(name: string, exchange: string): WireRecord {
  return { name, type: 'MX', data: Buffer.concat([Buffer.of(0, 10), nameData(exchange)]) };
}

export function named(name: string, type: 'NS' | 'CNAME', target: string): WireRecord {
  return { name, type, data: nameData(target) };
}

export function soa(name: string): WireRecord {
  return {
    name,
    type: 'SOA',
    data: Buffer.concat([nameData(`ns.${name}`), nameData(`mail.${name}`), Buffer.alloc(20, 1)]),
  };
}

export function address(name: string, text: string): WireRecord {
  return { name, type: 'A', data: Buffer.from(text.split('.').map(Number)) };
}

export function caa(name: string, tag: string, value: string): WireRecord {
  return { name, type: 'CAA', data: Buffer.concat([Buffer.of(0, tag.length), Buffer.from(tag + value)]) };
}

function nameData(name: string): Buffer {
  return name === '.' ? Buffer.of(0) : encodeName(name);
}

function encodeRecord({ name, type, data }: WireRecord): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(RECORD_TYPES[type], 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(300, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([encodeName(name), fixed, data]);
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let offset = 12;
  for (let length = query.readUInt8(offset); length > 0; length = query.readUInt8(offset)) {
    labels.push(query.subarray(offset + 1, offset + 1 + length).toString('latin1'));
    offset += length + 1;
  }
  return { name: labels.join('.'), end: offset + 1 };
}
