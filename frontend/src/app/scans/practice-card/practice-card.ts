import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from '../../ui/icon/icon';

/** The first scan for people who want to see one: nothing to fill in, nobody to ask. */
@Component({
  selector: 'app-practice-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton],
  template: `
    <h2>New here?</h2>
    <p>
      Scan the built-in practice target: a deliberately weak server that listens on this machine only. It is always
      authorised and harms nobody.
    </p>
    <ol>
      <li>Press the button: every available tool starts at once</li>
      <li>Watch the timeline fill and the findings come in</li>
      <li>Open a finding to see which tools agree on it</li>
    </ol>
    <button matButton="tonal" type="button" [disabled]="pending()" (click)="started.emit()">
      <app-icon name="play" />Scan the practice target
    </button>
  `,
  styleUrl: './practice-card.scss',
  host: { class: 'panel' },
})
export class PracticeCard {
  readonly pending = input(false);
  readonly started = output();
}
