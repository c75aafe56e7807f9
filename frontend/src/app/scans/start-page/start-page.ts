import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router } from '@angular/router';
import { injectInfiniteQuery, injectMutation, injectQuery } from '@tanstack/angular-query-experimental';
import { debounceTime, map } from 'rxjs';
import { type NewScan } from '../../api/generated/model/newScan';
import { messageFor, problemOf } from '../../api/problem';
import { TargetsQueries } from '../../targets/targets.queries';
import { ToolsQueries } from '../../tools/tools.queries';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { AuthorisationStep } from '../authorisation-step/authorisation-step';
import { RememberedName } from '../../ui/remembered-name';
import { defaultTools, newScanOf, type Profile, toolsOfProfile, type TypedAuthorisation } from '../new-scan';
import { PracticeCard } from '../practice-card/practice-card';
import { ProfileChoice } from '../profile-choice/profile-choice';
import { typicalDurations } from '../profile-choice/typical-durations';
import { ScansMutations } from '../scans.mutations';
import { ScansQueries } from '../scans.queries';
import { submissionOf } from '../submission';
import { TargetPreviewPanel } from '../target-preview/target-preview-panel';
import { ToolChoice } from '../tool-choice/tool-choice';

const TYPING_PAUSE_MS = 350;

/** One input, what will be scanned, and a button: the way to a new scan. */
@Component({
  selector: 'app-start-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AuthorisationStep,
    ErrorPanel,
    Icon,
    MatButton,
    MatCheckbox,
    PracticeCard,
    ProfileChoice,
    Skeleton,
    TargetPreviewPanel,
    ToolChoice,
  ],
  templateUrl: './start-page.html',
  styleUrl: './start-page.scss',
})
export class StartPage {
  private readonly router = inject(Router);
  private readonly targets = inject(TargetsQueries);
  private readonly toolQueries = inject(ToolsQueries);
  private readonly scanQueries = inject(ScansQueries);
  private readonly mutations = inject(ScansMutations);
  private readonly rememberedName = inject(RememberedName);

  protected readonly target = signal('');
  protected readonly profile = signal<Profile>('standard');
  protected readonly fresh = signal(false);
  protected readonly authorisation = signal<TypedAuthorisation>({
    authorisedBy: this.rememberedName.read(),
    scope: '',
    note: '',
  });
  private readonly settled = toSignal(
    toObservable(this.target).pipe(
      debounceTime(TYPING_PAUSE_MS),
      map((text) => text.trim()),
    ),
    { initialValue: '' },
  );

  protected readonly preview = injectQuery(() => ({
    ...this.targets.preview(this.settled()),
    placeholderData: (before) => before, // the page must not jump at every key
  }));
  protected readonly known = computed(() => (this.settled() === '' ? undefined : this.preview.data()));
  protected readonly tools = injectQuery(() => this.toolQueries.list());
  private readonly recent = injectInfiniteQuery(() => this.scanQueries.list());
  protected readonly durations = computed(() =>
    typicalDurations(this.recent.data()?.pages.flatMap(({ items }) => items) ?? []),
  );
  protected readonly start = injectMutation(() => this.mutations.start());

  protected readonly choosable = computed(() => toolsOfProfile(this.tools.data() ?? [], this.profile()));
  protected readonly chosenTools = linkedSignal(() => defaultTools(this.tools.data() ?? [], this.profile()));
  protected readonly problem = computed(() => (this.start.isError() ? problemOf(this.start.error()) : undefined));
  /** What is wrong with the text itself, as the preview says it. */
  protected readonly targetMessage = computed(() => {
    if (this.preview.isError() && this.settled() !== '') return problemOf(this.preview.error()).detail;
    return messageFor(this.problem(), 'target');
  });
  protected readonly authorisationNeeded = computed(() => {
    const preview = this.known();
    return preview?.inScope === true && !preview.authorised;
  });
  /** Why the scan cannot be started yet; absent when it can. */
  protected readonly obstacle = computed(() => {
    if (this.target().trim() === '') return 'Say first what to scan.';
    if (this.preview.isError() && problemOf(this.preview.error()).status === 400) return 'Correct the target first.';
    if (this.target().trim() !== this.settled() || this.preview.isFetching()) return 'Looking it up.';
    if (this.known()?.inScope === false) return 'This target is out of scope.';
    if (this.authorisationNeeded() && this.authorisation().authorisedBy.trim() === '') return 'Say who authorises it.';
    return this.chosenTools().length === 0 ? 'Choose at least one tool.' : undefined;
  });
  /** A refusal that belongs to no field of the form. */
  protected readonly generalProblem = computed(() => {
    const problem = this.problem();
    const fields = ['target', 'authorisation', 'tools'];
    return fields.some((field) => messageFor(problem, field) !== undefined) ? undefined : problem;
  });

  protected messageFor(field: string): string | undefined {
    return messageFor(this.problem(), field);
  }

  protected changeTarget(text: string): void {
    this.target.set(text);
    this.start.reset();
  }

  protected submit(event: Event): void {
    event.preventDefault();
    if (this.obstacle() !== undefined || this.start.isPending()) return;
    const tools = this.chosenTools();
    const untouched = sameTools(tools, defaultTools(this.tools.data() ?? [], this.profile()));
    if (this.authorisationNeeded()) this.rememberedName.write(this.authorisation().authorisedBy.trim());
    this.launch(
      newScanOf({
        target: this.target(),
        profile: this.profile(),
        fresh: this.fresh(),
        ...(untouched ? {} : { tools }),
        ...(this.authorisationNeeded() ? { authorisation: this.authorisation() } : {}),
      }),
    );
  }

  protected startPractice(): void {
    this.launch({ practiceTarget: true, profile: 'quick', fresh: true }); // over before anyone's patience is
  }

  private launch(scan: NewScan): void {
    const submission = submissionOf(scan, this.start.isError() ? this.start.variables() : undefined);
    this.start.mutate(submission, { onSuccess: ({ id }) => void this.router.navigate(['/scans', id]) });
  }
}

function sameTools(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
