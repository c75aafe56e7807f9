import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { formatDuration } from '../../ui/duration';
import { type Profile } from '../new-scan';
import { type TypicalDurations } from './typical-durations';

/** `guess` stands until scans of this installation tell better. */
const PROFILES = [
  {
    id: 'quick',
    name: 'Quick',
    meaning: 'Common ports and the checks that take seconds',
    guess: 'about a minute for one host',
  },
  {
    id: 'standard',
    name: 'Standard',
    meaning: 'Services, TLS, headers, exposed files and technology',
    guess: 'a few minutes for one host',
  },
  {
    id: 'deep',
    name: 'Deep',
    meaning: 'All ports and the slow, thorough tools',
    guess: 'ten minutes and more for one host',
  },
] as const;

/** The named choices of tools and options, with what they mean. */
@Component({
  selector: 'app-profile-choice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './profile-choice.html',
  styleUrl: './profile-choice.scss',
})
export class ProfileChoice {
  readonly profile = model.required<Profile>();
  readonly durations = input<TypicalDurations>({});

  protected readonly options = computed(() =>
    PROFILES.map((profile) => {
      const measured = this.durations()[profile.id];
      return { ...profile, time: measured === undefined ? profile.guess : `${formatDuration(measured)} in your scans` };
    }),
  );
}
