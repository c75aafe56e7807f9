import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Finding } from '../../api/generated/model/finding';
import { type IdentityDecision } from '../../api/generated/model/identityDecision';
import { IdentityActions } from '../identity-actions';

/** Which other findings people have joined with a finding or split off from it, and what takes that back. */
@Component({
  selector: 'app-identity-decisions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DatePipe, MatButton],
  templateUrl: './identity-decisions.html',
  styleUrl: './identity-decisions.scss',
})
export class IdentityDecisions {
  readonly finding = input.required<Finding>();
  readonly decisions = input.required<readonly IdentityDecision[]>();

  private readonly actions = inject(IdentityActions);

  protected inWords({ kind, other, otherId, tool }: IdentityDecision): string {
    if (kind === 'join') return `Joined with ${other}`;
    if (otherId === this.finding().id) return `What ${tool ?? ''} says was split off from another finding`;
    return `What ${tool ?? ''} says is another finding`;
  }

  protected split(): void {
    void this.actions.decide({ kind: 'split', finding: this.finding() });
  }

  protected undo(decision: IdentityDecision): void {
    void this.actions.takeBack(decision);
  }
}
