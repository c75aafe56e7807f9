import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import {
  findingIdentitiesJoin,
  findingIdentitiesSplit,
  findingIdentitiesUndo,
} from '../api/generated/findings/findings';
import { type IdentityDecision } from '../api/generated/model/identityDecision';
import { type NewJoin } from '../api/generated/model/newJoin';
import { type NewSplit } from '../api/generated/model/newSplit';
import { findingKeys } from './finding.keys';

/** What is decided about the identity of the finding `id`. */
export type NewIdentityDecision = { readonly id: string } & ({ readonly join: NewJoin } | { readonly split: NewSplit });

@Injectable({ providedIn: 'root' })
export class IdentityMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);

  /** Joins or splits findings. Whatever shows findings asks again. */
  decide() {
    return mutationOptions({
      mutationFn: (decision: NewIdentityDecision) => this.send(decision),
      onSuccess: () => this.client.invalidateQueries({ queryKey: findingKeys.all }),
    });
  }

  /** Takes decisions back, the last one first: the earlier ones are what it builds on. */
  undo() {
    return mutationOptions({
      mutationFn: async ({ ids, by }: { readonly ids: readonly string[]; readonly by: string }) => {
        for (const id of ids.toReversed()) await findingIdentitiesUndo(this.http, id, { by });
      },
      onSettled: () => this.client.invalidateQueries({ queryKey: findingKeys.all }),
    });
  }

  private async send(decision: NewIdentityDecision): Promise<IdentityDecision[]> {
    if ('join' in decision) return (await findingIdentitiesJoin(this.http, decision.id, decision.join)).items;
    return [await findingIdentitiesSplit(this.http, decision.id, decision.split)];
  }
}
