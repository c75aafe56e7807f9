import { isIP } from 'node:net';
import { type TransferServer } from './zone-transfer.js';

const DNS_PORT = 53;

/** Reads `address`, `address:port`, `[v6]` or `[v6]:port`; undefined for anything else. */
export function resolverAddress(text: string | undefined): TransferServer | undefined {
  if (text === undefined) return undefined;
  if (isIP(text) !== 0) return { address: text, port: DNS_PORT };
  const match = /^(?:\[([0-9a-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(text);
  const address = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3] ?? DNS_PORT);
  return isIP(address) !== 0 && port >= 1 && port <= 65_535 ? { address, port } : undefined;
}
