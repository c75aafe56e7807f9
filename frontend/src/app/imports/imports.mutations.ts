import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import { importsImport } from '../api/generated/imports/imports';
import { importKeys } from './import.keys';

/** A report to import. Empty words mean that the file tells. */
export interface ReportToImport {
  readonly file: File;
  readonly tool: string;
  readonly target: string;
}

@Injectable({ providedIn: 'root' })
export class ImportsMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);

  /** Sends a report. The scan that it becomes is told to the list of scans by the server itself. */
  send() {
    return mutationOptions({
      mutationFn: ({ file, tool, target }: ReportToImport) =>
        importsImport(this.http, {
          file,
          ...(tool === '' ? {} : { tool }),
          ...(target.trim() === '' ? {} : { target: target.trim() }),
        }),
      onSuccess: () => this.client.invalidateQueries({ queryKey: importKeys.list }),
    });
  }
}
