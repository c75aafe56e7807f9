import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import { toolsCheck } from '../api/generated/tools/tools';
import { toolKeys } from './tool.keys';

@Injectable({ providedIn: 'root' })
export class ToolsMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);

  /** Looks for all tools again. */
  check() {
    return mutationOptions({
      mutationFn: async () => (await toolsCheck(this.http)).items,
      onSuccess: (tools) => this.client.setQueryData(toolKeys.list, tools),
    });
  }
}
