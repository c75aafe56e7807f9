import { createServer, type Server, type Socket } from 'node:net';

/** An FTP server that is 1.3.3c by its greeting, talks politely and lets nobody in. */
export const PRACTICE_GREETING = '220 ProFTPD 1.3.3c Server (Practice) [127.0.0.1]';
/** A longer command ends the conversation. */
const MAX_COMMAND_LENGTH = 512;
const IDLE_LIMIT_MS = 20_000;

const REPLIES: Readonly<Record<string, string>> = {
  USER: '331 Password required',
  PASS: '530 Login incorrect.',
  SYST: '215 UNIX Type: L8',
  NOOP: '200 NOOP command successful',
  QUIT: '221 Goodbye.',
};
const UNKNOWN = '500 Command not understood';

/** The reply to one line of a client (RFC 959, section 4). */
export function replyTo(line: string): string {
  const command = line.trim().split(' ', 1)[0]?.toUpperCase() ?? '';
  return REPLIES[command] ?? UNKNOWN;
}

export function createBannerServer(): Server {
  return createServer(converse);
}

function converse(socket: Socket): void {
  let pending = '';
  socket.setEncoding('latin1');
  socket.setTimeout(IDLE_LIMIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.write(`${PRACTICE_GREETING}\r\n`);
  socket.on('data', (piece: string) => {
    const lines = (pending + piece).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) reply(socket, line);
    if (pending.length > MAX_COMMAND_LENGTH) socket.destroy();
  });
}

function reply(socket: Socket, line: string): void {
  if (socket.writableEnded) return;
  const answer = `${replyTo(line)}\r\n`;
  if (answer.startsWith('221')) socket.end(answer);
  else socket.write(answer);
}
