// Two servers without a program of their own: one that never answers, and one that counts who comes although nobody may.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { HOST, OUTSIDE_HOST } from './ports.mjs';

/** Accepts every connection and never says a word. @param {number} port */
export async function startTarpit(port) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return { stop: () => close(server, sockets) };
}

/** The host that no scan may touch. `visits` are the requests that came all the same. @param {number} port */
export async function startOutside(port) {
  const visits = [];
  const sockets = new Set();
  const server = createHttpServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.end('out of scope\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    visits.push('connection');
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, OUTSIDE_HOST);
  await once(server, 'listening');
  return { visits, stop: () => close(server, sockets) };
}

async function close(server, sockets) {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
