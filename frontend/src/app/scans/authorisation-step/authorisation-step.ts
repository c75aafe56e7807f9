import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Icon } from '../../ui/icon/icon';
import { type TypedAuthorisation } from '../new-scan';

/** The statement that a scan is allowed: one step, one required field. */
@Component({
  selector: 'app-authorisation-step',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatFormFieldModule, MatInput],
  templateUrl: './authorisation-step.html',
  styleUrl: './authorisation-step.scss',
})
export class AuthorisationStep {
  readonly value = model.required<TypedAuthorisation>();
  /** What an authorisation is missing, as the server says it. */
  readonly gap = input<string | undefined>();
  readonly message = input<string | undefined>();

  protected change(part: Partial<TypedAuthorisation>): void {
    this.value.update((value) => ({ ...value, ...part }));
  }
}
