import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type PracticeCertificate } from './practice-certificate.js';
import { answerTo } from './practice-site.js';

const IDLE_LIMIT_MS = 10_000;
/** Every suite that Node's OpenSSL still has: without encryption and without authentication as well. */
const ALL_SUITES = 'ALL:eNULL:aNULL:@SECLEVEL=0';

export function createWebServer(): Server {
  return guarded(createServer(serve));
}

/** The same site over TLS 1.0 to 1.2, with every weak suite, a Diffie-Hellman group of 1024 bits and a bad certificate. */
export function createSecureWebServer({ key, certificate }: PracticeCertificate): TlsServer {
  const server = createTlsServer(
    {
      key,
      cert: certificate,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.2',
      ciphers: ALL_SUITES,
      // A client that chose by itself could take the small group and then break off, as nmap does.
      honorCipherOrder: true,
      // OpenSSL picks a group as strong as the key: 1024 bits.
      dhparam: 'auto',
      handshakeTimeout: IDLE_LIMIT_MS,
    },
    serve,
  );
  // Scanners break off most handshakes; that is no event here.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return guarded(server);
}

function guarded<S extends Server | TlsServer>(server: S): S {
  server.setTimeout(IDLE_LIMIT_MS);
  server.requestTimeout = IDLE_LIMIT_MS;
  server.headersTimeout = IDLE_LIMIT_MS;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nServer: nginx/1.14.0\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  request.resume(); // what is sent is thrown away
  const { method = 'GET', url = '/', headers, rawHeaders } = request;
  const answer = answerTo({ method, url, origin: headers.origin, rawHeaders });
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
