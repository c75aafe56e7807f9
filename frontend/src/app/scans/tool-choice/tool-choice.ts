import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { type Tool } from '../../api/generated/model/tool';
import { CopyText } from '../../ui/copy-text/copy-text';

/** Which tools take part; what is not installed says how to change that. */
@Component({
  selector: 'app-tool-choice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyText, MatCheckbox],
  templateUrl: './tool-choice.html',
  styleUrl: './tool-choice.scss',
})
export class ToolChoice {
  /** The tools of the chosen profile. */
  readonly tools = input.required<readonly Tool[]>();
  /** Ids of the tools that will run. */
  readonly chosen = model.required<readonly string[]>();
  readonly message = input<string | undefined>();

  protected readonly available = computed(() => this.tools().filter((tool) => tool.available));
  protected readonly missing = computed(() => this.tools().filter((tool) => !tool.available));
  protected readonly running = computed(() => this.available().filter(({ id }) => this.chosen().includes(id)).length);

  protected toggle(id: string): void {
    this.chosen.update((chosen) => (chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]));
  }

  protected installCommand({ install }: Tool): string {
    return install?.debian ?? install?.macos ?? '';
  }
}
