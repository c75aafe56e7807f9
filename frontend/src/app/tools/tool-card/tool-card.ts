import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type Tool } from '../../api/generated/model/tool';
import { CopyText } from '../../ui/copy-text/copy-text';
import { Icon } from '../../ui/icon/icon';

/** One tool: what it looks for, whether it can run here, and how to get it when it cannot. */
@Component({
  selector: 'app-tool-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CopyText, Icon],
  templateUrl: './tool-card.html',
  styleUrl: './tool-card.scss',
  host: { class: 'panel' },
})
export class ToolCard {
  readonly tool = input.required<Tool>();

  /** Anywhere else: a sentence, no command. */
  protected readonly elsewhere = computed(() => (this.tool().available ? undefined : this.tool().install?.other));
  protected readonly installs = computed(() => {
    const { install } = this.tool();
    if (install === undefined || this.tool().available) return [];
    const ways = [
      { system: 'Debian, Ubuntu', command: install.debian },
      { system: 'macOS', command: install.macos },
    ];
    return ways.flatMap(({ system, command }) => (command === undefined ? [] : [{ system, command }]));
  });
}
