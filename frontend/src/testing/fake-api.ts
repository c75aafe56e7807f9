import {
  HttpErrorResponse,
  type HttpHandlerFn,
  type HttpRequest,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { type EnvironmentProviders } from '@angular/core';
import { delay, from, of, switchMap, throwError } from 'rxjs';

/** What the server answers to a request; a promise lets it take its time. */
export type Answer = (request: HttpRequest<unknown>) => unknown;

/** An answer that is an error, as problem details. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: readonly { readonly field: string; readonly message: string }[] = [],
  ) {}
}

/** Stands for the server: answers by method and path, and remembers what it was asked. */
export class FakeApi {
  readonly requests: HttpRequest<unknown>[] = [];
  private readonly answers = new Map<string, Answer>();

  /** `route` is method and path: `GET /api/v1/scans`. A Refusal that is returned becomes an error. */
  on(route: string, answer: Answer): this {
    this.answers.set(route, answer);
    return this;
  }

  /** The requests of one route so far. */
  asked(route: string): HttpRequest<unknown>[] {
    return this.requests.filter((request) => routeOf(request) === route);
  }

  provide(): EnvironmentProviders {
    return provideHttpClient(withInterceptors([(request) => this.answer(request)]));
  }

  private answer(request: HttpRequest<unknown>): ReturnType<HttpHandlerFn> {
    this.requests.push(request);
    const answer = this.answers.get(routeOf(request));
    const body = answer === undefined ? new Refusal(404, `nothing answers ${routeOf(request)}`) : answer(request);
    if (body instanceof Promise) return from(body).pipe(switchMap((later: unknown) => respond(request, later)));
    return respond(request, body);
  }
}

function respond(request: HttpRequest<unknown>, body: unknown): ReturnType<HttpHandlerFn> {
  if (!(body instanceof Refusal)) return of(new HttpResponse({ status: 200, body })).pipe(delay(1));
  const { status, detail, errors } = body;
  const error = {
    type: 'about:blank',
    title: '',
    status,
    detail,
    code: 'test.refused',
    requestId: 'request-1',
    errors,
  };
  return throwError(() => new HttpErrorResponse({ status, error, url: request.url }));
}

function routeOf({ method, url }: HttpRequest<unknown>): string {
  return `${method} ${url}`;
}
