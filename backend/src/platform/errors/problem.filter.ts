import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.js';
import { type ProblemDto, STATUS_OF_KIND, titleOfStatus } from './problem.js';

type Answer = Omit<ProblemDto, 'requestId' | 'type' | 'title'> & { readonly retryAfterSeconds?: number };

/** The only place where an error becomes HTTP. Unknown errors are logged and answered without their text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status } = answerOf(error);
    if (status >= 500) this.logger.error({ err: error, requestId: request.id }, 'request failed');
    if (reply.raw.headersSent) return; // a stream that broke off: its client sees the connection close
    sendProblem(error, request.id, reply);
  }
}

/** Answers with the problem document of an error; also for requests that never reach a route. */
export function sendProblem(error: unknown, requestId: string, reply: FastifyReply): void {
  const { retryAfterSeconds, ...answer } = answerOf(error);
  const problem: ProblemDto = { type: 'about:blank', title: titleOfStatus(answer.status), ...answer, requestId };
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  void reply.status(answer.status).header('content-type', 'application/problem+json').send(problem);
}

function answerOf(error: unknown): Answer {
  if (error instanceof DomainError) return answerOfDomainError(error);
  if (error instanceof HttpException) return answerOfHttpException(error);
  if (isFastifyError(error)) return { status: error.statusCode, detail: error.message, code: codeOf(error.code) };
  return {
    status: 500,
    detail: 'Something went wrong on the server. The log has the details under this request id.',
    code: 'internal',
  };
}

function answerOfDomainError(error: DomainError): Answer {
  return {
    status: STATUS_OF_KIND[error.kind],
    detail: error.message,
    code: error.code,
    ...(error.fields.length === 0 ? {} : { errors: [...error.fields] }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** Nest's own exceptions: an unknown route, or a body that does not fit its schema (messages of the form `field: text`). */
function answerOfHttpException(error: HttpException): Answer {
  const status = error.getStatus();
  const body = error.getResponse();
  const messages = typeof body === 'object' && 'message' in body ? body.message : undefined;
  const reasons = typeof body === 'object' && 'error' in body ? reasonsIn(body.error) : [];
  if (reasons.length > 0) return { status, detail: reasons.join('; '), code: codeOf(titleOfStatus(status)) };
  if (!Array.isArray(messages)) return { status, detail: error.message, code: codeOf(titleOfStatus(status)) };

  const errors = messages.map((message) => fieldErrorOf(String(message)));
  const detail = `The request is not valid: ${errors.map(({ field, message }) => `${field}: ${message}`).join('; ')}`;
  return { status, detail, code: 'request.invalid', errors };
}

/** What Terminus says of the parts that are down: `{ disk: { status: 'down', reason: '...' } }`. */
function reasonsIn(parts: unknown): string[] {
  if (typeof parts !== 'object' || parts === null) return [];
  return Object.entries(parts as Readonly<Record<string, unknown>>).map(([name, part]) => {
    const words: unknown[] = typeof part === 'object' && part !== null ? Object.values(part) : [];
    const reason = words.find((word) => typeof word === 'string' && word !== 'down');
    return `${name}: ${typeof reason === 'string' ? reason : 'down'}`;
  });
}

function fieldErrorOf(text: string): { field: string; message: string } {
  const [, field, message] = /^([\w.[\]]+): (.*)$/s.exec(text) ?? [];
  if (field === undefined || message === undefined) return { field: 'body', message: text };
  return { field: field.replace(/\.(\d+)/g, '[$1]'), message };
}

function isFastifyError(error: unknown): error is Error & { statusCode: number; code: string } {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500
  );
}

function codeOf(words: unknown): string {
  return `http.${String(words)
    .toLowerCase()
    .replace(/^fst_err_/, '')
    .replace(/[^a-z0-9]+/g, '-')}`;
}
