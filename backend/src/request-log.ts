import { Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';

const logger = new Logger('http');

/** A page asks often; what went well is worth a line only when someone looks for it. What failed here is logged as an error already. */
export function logRequest(request: FastifyRequest, reply: FastifyReply, level: 'quiet' | 'every request'): void {
  const { statusCode } = reply.raw; // what was written past the framework counts too
  if (statusCode < 400 && level === 'quiet') return;
  const line = {
    requestId: request.id,
    method: request.method,
    url: request.url,
    remoteAddress: request.ip,
    status: statusCode,
    durationMs: Math.round(reply.elapsedTime * 100) / 100,
  };
  if (statusCode >= 400) logger.log(line, 'request refused');
  else logger.debug(line, 'request');
}
