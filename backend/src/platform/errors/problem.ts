import { z } from 'zod';
import { type ErrorKind } from './domain-error.js';

/** Body of every error answer: RFC 9457 problem details, with our stable code and the id of the request. */
export const ProblemDto = z
  .object({
    type: z.string().describe('Address that names the kind of problem: about:blank, the code says more.'),
    title: z.string().describe('The HTTP status in words.'),
    status: z.number().int().describe('The HTTP status.'),
    detail: z.string().describe('What is wrong and what to do about it.'),
    code: z.string().describe('Stable code of the problem, e.g. target.out-of-scope.'),
    requestId: z.string().describe('Id of the request, also in the logs.'),
    errors: z
      .array(
        z.object({
          field: z.string().describe('Path of the field.'),
          message: z.string().describe('What is wrong with it.'),
        }),
      )
      .optional()
      .describe('The fields that are wrong.'),
  })
  .meta({ id: 'Problem' });
export type ProblemDto = z.infer<typeof ProblemDto>;

export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  unreadable: 422,
  unavailable: 503,
  'insufficient-storage': 507,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

export function titleOfStatus(status: number): string {
  return TITLES[status] ?? (status < 500 ? 'Bad Request' : 'Internal Server Error');
}
