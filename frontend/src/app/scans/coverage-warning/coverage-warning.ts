import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type CoverageRegression } from '../../api/generated/model/coverageRegression';
import { Icon } from '../../ui/icon/icon';
import { regressionInWords } from './regression-words';

/** Warns that a scan has checked less than the one before: what it did not find may still be there. */
@Component({
  selector: 'app-coverage-warning',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  templateUrl: './coverage-warning.html',
  styleUrl: './coverage-warning.scss',
  host: { role: 'status' },
})
export class CoverageWarning {
  readonly scanId = input.required<string>();
  readonly regression = input.required<CoverageRegression>();

  protected readonly words = computed(() => regressionInWords(this.regression()));
  /** How many lost checks are not named. */
  protected readonly unnamed = computed(() => this.regression().lost - this.regression().examples.length);
}
