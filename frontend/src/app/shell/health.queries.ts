import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { queryOptions } from '@tanstack/angular-query-experimental';
import { healthReady } from '../api/generated/health/health';
import { type HealthReady200 } from '../api/generated/model/healthReady200';
import { type Health, healthOf } from './health';

const EVERY_MS = 30_000;

@Injectable({ providedIn: 'root' })
export class HealthQueries {
  private readonly http = inject(HttpClient);

  ready() {
    return queryOptions({
      queryKey: ['health'],
      queryFn: ({ signal }) => this.look(signal),
      refetchInterval: EVERY_MS,
      retry: false,
    });
  }

  private async look(signal: AbortSignal): Promise<Health> {
    try {
      return healthOf(await healthReady(this.http, { signal }));
    } catch (error) {
      // 503 carries the same report as 200: the server lives and says what is wrong
      if (!(error instanceof HttpErrorResponse)) throw error;
      return healthOf(error.status === 503 ? (error.error as HealthReady200) : undefined);
    }
  }
}
