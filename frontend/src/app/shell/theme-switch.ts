import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Icon } from '../ui/icon/icon';
import { Theme } from './theme';

const CHOICES = [
  { id: 'system', word: 'Like the system', icon: 'screen' },
  { id: 'light', word: 'Light', icon: 'sun' },
  { id: 'dark', word: 'Dark', icon: 'moon' },
] as const;

@Component({
  selector: 'app-theme-switch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatIconButton, MatMenuModule, Icon],
  template: `
    <button matIconButton type="button" [matMenuTriggerFor]="menu" [attr.aria-label]="'Colours: ' + current().word">
      <app-icon [name]="current().icon" />
    </button>
    <mat-menu #menu="matMenu">
      @for (choice of choices; track choice.id) {
        <button
          mat-menu-item
          type="button"
          role="menuitemradio"
          [attr.aria-checked]="theme.choice() === choice.id"
          (click)="theme.choice.set(choice.id)"
        >
          <app-icon class="sign" [name]="choice.icon" />{{ choice.word }}
        </button>
      }
    </mat-menu>
  `,
  styles: `
    .sign {
      margin-right: 8px;
      vertical-align: -3px;
    }
  `,
})
export class ThemeSwitch {
  protected readonly choices = CHOICES;
  protected readonly theme = inject(Theme);
  protected readonly current = computed(() => CHOICES.find(({ id }) => id === this.theme.choice()) ?? CHOICES[0]);
}
