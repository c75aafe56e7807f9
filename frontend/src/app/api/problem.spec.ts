import { HttpErrorResponse } from '@angular/common/http';
import { messageFor, problemOf } from './problem';

const body = {
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: 'The target is wrong.',
  code: 'target.invalid',
  requestId: 'r-1',
  errors: [
    { field: 'target', message: 'Not a host.' },
    { field: 'authorisation.scope[1]', message: 'Not a network.' },
    { field: 'targets', message: 'Something else.' },
  ],
};

describe('problemOf', () => {
  it('reads problem details', () => {
    const problem = problemOf(new HttpErrorResponse({ status: 400, error: body }));

    expect(problem).toMatchObject({
      status: 400,
      code: 'target.invalid',
      detail: 'The target is wrong.',
      requestId: 'r-1',
    });
  });

  it('says in words that the server was not reached', () => {
    expect(problemOf(new HttpErrorResponse({ status: 0 })).detail).toContain('does not answer');
  });

  it.each([null, 'Bad Gateway', { message: 'no' }])('makes sense of an answer without an explanation: %j', (error) => {
    expect(problemOf(new HttpErrorResponse({ status: 502, error })).detail).toBe(
      'The server answered 502 without an explanation.',
    );
  });

  it('makes sense of an error of the console itself', () => {
    expect(problemOf(new Error('Oh.')).detail).toBe('Oh.');
    expect(problemOf(undefined).detail).not.toBe('');
  });
});

describe('messageFor', () => {
  const problem = problemOf(new HttpErrorResponse({ status: 400, error: body }));

  it('finds the message of a field and of what is inside it, and no other', () => {
    expect(messageFor(problem, 'target')).toBe('Not a host.');
    expect(messageFor(problem, 'authorisation')).toBe('Not a network.');
    expect(messageFor(problem, 'tools')).toBeUndefined();
    expect(messageFor(undefined, 'target')).toBeUndefined();
  });
});
