import { fastify } from 'fastify';

/** The framework alone: no guard, no pipe, no header but its own. Sends what it was given; says its port to its parent. */
export interface BareContent {
  readonly body: string;
  /** Sent with the body by one of the routes: those of the server that is measured. */
  readonly headers: Readonly<Record<string, string>>;
}

process.once('message', (content: BareContent) => void serve(content));

async function serve({ body, headers }: BareContent): Promise<void> {
  const server = fastify();
  const list = Buffer.from(body);
  const tiny = Buffer.from('{}');
  server.get('/list', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(list));
  server.get('/dressed', (_request, reply) => reply.headers(headers).send(list));
  server.get('/tiny', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(tiny));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  process.send?.(Number(new URL(url).port));
}
