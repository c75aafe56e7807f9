import { HttpErrorResponse } from '@angular/common/http';
import { type Problem } from './generated/model/problem';

/** What went wrong with a request, in words for people. `status` is 0 when the server was not reached. */
export type RequestProblem = Pick<Problem, 'status' | 'detail' | 'code'> & {
  readonly requestId?: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
};

/** Reads the problem details of a failed request; also makes sense of errors that have none. */
export function problemOf(error: unknown): RequestProblem {
  if (!(error instanceof HttpErrorResponse)) {
    return { status: -1, code: 'console.error', detail: messageOf(error), errors: [] };
  }
  if (error.status === 0) {
    const detail = 'The server does not answer. Check that it is running, then try again.';
    return { status: 0, code: 'server.unreachable', detail, errors: [] };
  }
  const body = isProblem(error.error) ? error.error : undefined;
  return {
    status: error.status,
    code: body?.code ?? 'server.error',
    detail: body?.detail ?? `The server answered ${error.status} without an explanation.`,
    ...(body?.requestId === undefined ? {} : { requestId: body.requestId }),
    errors: body?.errors ?? [],
  };
}

/** Whether the server was not reached: what was asked may have been done all the same. */
export function isUnreached(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 0;
}

/** Whether the server says that what was asked for is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 404;
}

/** The message for one field of a form, with those of the fields inside it; undefined when the field is right. */
export function messageFor(problem: RequestProblem | undefined, field: string): string | undefined {
  const inside = (path: string): boolean =>
    path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
  const messages = (problem?.errors ?? []).filter((error) => inside(error.field)).map(({ message }) => message);
  return messages.length === 0 ? undefined : messages.join(' ');
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'detail' in body && 'code' in body;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong in the console.';
}
