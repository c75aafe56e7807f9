import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { formatDuration } from '../../ui/duration';
import { StateMark } from '../../ui/state-mark/state-mark';
import { lookOf } from '../../ui/state-mark/state-look';
import { type ScanSnapshot } from '../scan-snapshot';
import { type Grouping, timelineOf, type TimelineRow } from './timeline-layout';

/** Every tool run of a scan as a bar on one time axis. */
@Component({
  selector: 'app-timeline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButtonToggleModule, StateMark],
  templateUrl: './timeline.html',
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly snapshot = input.required<ScanSnapshot>();
  /** Milliseconds; ends what has not ended. */
  readonly now = input.required<number>();
  readonly percents = input<ReadonlyMap<string, number>>(new Map());
  readonly opened = output<string>();

  protected readonly grouping = signal<Grouping>('endpoint');
  protected readonly tall = signal(false);
  protected readonly layout = computed(() => timelineOf(this.snapshot(), this.grouping(), this.now()));
  /** Whether some rows are out of sight. */
  protected readonly long = signal(false);
  private readonly rows = viewChild.required<ElementRef<HTMLElement>>('rows');

  constructor() {
    afterRenderEffect(() => {
      this.layout();
      const { scrollHeight, clientHeight } = this.rows().nativeElement;
      if (!this.tall()) this.long.set(scrollHeight > clientHeight + 1);
    });
  }

  protected toneOf({ run }: TimelineRow): string {
    return lookOf(run.state).tone;
  }

  /** What the row says at its right end. */
  protected noteOf({ run, elapsedMs }: TimelineRow): string {
    const time = elapsedMs === undefined ? '' : formatDuration(elapsedMs);
    const percent = this.percents().get(run.id);
    return run.state === 'running' && percent !== undefined ? `${percent} % · ${time}` : time;
  }

  protected sentenceOf(row: TimelineRow): string {
    const { run } = row;
    const note = this.noteOf(row);
    const parts = [`${run.tool} on ${run.endpoint.label}`, lookOf(run.state).word, note, run.reason ?? ''];
    return parts.filter((part) => part !== '').join(', ');
  }
}
