import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import { savedViewsRemove, savedViewsSave } from '../api/generated/findings/findings';
import { type NewSavedView } from '../api/generated/model/newSavedView';
import { type NewTriage } from '../api/generated/model/newTriage';
import { findingHistoryComment, triageDecide, triageUndo } from '../api/generated/triage/triage';
import { findingKeys } from './finding.keys';

@Injectable({ providedIn: 'root' })
export class TriageMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);

  /** Decides about findings. Whatever shows findings asks again. */
  decide() {
    return mutationOptions({
      mutationFn: (decision: NewTriage) => triageDecide(this.http, decision),
      onSuccess: () => this.client.invalidateQueries({ queryKey: findingKeys.all }),
    });
  }

  /** Takes a decision back. */
  undo() {
    return mutationOptions({
      mutationFn: ({ id, by }: { readonly id: string; readonly by: string }) => triageUndo(this.http, id, { by }),
      onSuccess: () => this.client.invalidateQueries({ queryKey: findingKeys.all }),
    });
  }

  comment() {
    return mutationOptions({
      mutationFn: ({ id, by, text }: { readonly id: string; readonly by: string; readonly text: string }) =>
        findingHistoryComment(this.http, id, { by, text }),
      onSuccess: (_, { id }) => this.client.invalidateQueries({ queryKey: findingKeys.history(id) }),
    });
  }

  saveView() {
    return mutationOptions({
      mutationFn: (view: NewSavedView) => savedViewsSave(this.http, view),
      onSuccess: () => this.client.invalidateQueries({ queryKey: findingKeys.savedViews }),
    });
  }

  removeView() {
    return mutationOptions({
      mutationFn: (id: string) => savedViewsRemove(this.http, id),
      onSuccess: () => this.client.invalidateQueries({ queryKey: findingKeys.savedViews }),
    });
  }
}
