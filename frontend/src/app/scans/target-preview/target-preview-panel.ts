import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type TargetPreview } from '../../api/generated/model/targetPreview';
import { Icon } from '../../ui/icon/icon';

const SHOWN_HOSTS = 4;
const KINDS = { host: 'Host name', ip: 'IP address', cidr: 'Network', url: 'URL' } as const;

/** What a scan of the typed text would examine, and what not and why. */
@Component({
  selector: 'app-target-preview-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  templateUrl: './target-preview-panel.html',
  styleUrl: './target-preview-panel.scss',
  host: { 'aria-live': 'polite' },
})
export class TargetPreviewPanel {
  readonly preview = input<TargetPreview | undefined>();
  readonly loading = input(false);
  /** What is wrong with the text. */
  readonly message = input<string | undefined>();

  protected readonly kind = computed(() => {
    const preview = this.preview();
    return preview === undefined ? '' : KINDS[preview.kind];
  });
  protected readonly accepted = computed(() => this.preview()?.hosts.filter(({ inScope }) => inScope) ?? []);
  protected readonly refused = computed(() => this.preview()?.hosts.filter(({ inScope }) => !inScope) ?? []);
  protected readonly addresses = computed(() => listed(this.accepted().map(({ address }) => address)));
}

/** The first few of a list, and how many more there are. */
function listed(addresses: readonly string[]): string {
  const shown = addresses.slice(0, SHOWN_HOSTS).join(', ');
  const rest = addresses.length - SHOWN_HOSTS;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
