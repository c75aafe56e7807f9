import { DatePipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { injectInfiniteQuery, injectMutation, injectQuery } from '@tanstack/angular-query-experimental';
import { problemOf } from '../../api/problem';
import { formatBytes } from '../../ui/bytes';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { SeverityBar } from '../../ui/severity-bar/severity-bar';
import { LoadMore } from '../../ui/load-more/load-more';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ImportResult } from '../import-result/import-result';
import { ImportsMutations } from '../imports.mutations';
import { ImportsQueries } from '../imports.queries';

/** Brings in reports that scanners wrote elsewhere. */
@Component({
  selector: 'app-import-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    LoadMore,
    DatePipe,
    EmptyState,
    ErrorPanel,
    Icon,
    ImportResult,
    MatButton,
    RouterLink,
    SeverityBar,
    Skeleton,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
})
export class ImportPage {
  private readonly queries = inject(ImportsQueries);
  private readonly mutations = inject(ImportsMutations);

  protected readonly formats = injectQuery(() => this.queries.formats());
  protected readonly query = injectInfiniteQuery(() => this.queries.list());
  protected readonly sending = injectMutation(() => this.mutations.send());
  protected readonly file = signal<File | undefined>(undefined);
  protected readonly tool = signal('');
  protected readonly target = signal('');
  /** Whether a file is being held over the place where it can be dropped. */
  protected readonly hovered = signal(false);
  protected readonly imports = computed(() => this.query.data()?.pages.flatMap(({ items }) => items) ?? []);
  protected readonly problem = computed(() => (this.sending.isError() ? problemOf(this.sending.error()) : undefined));
  protected readonly listProblem = computed(() => problemOf(this.query.error()));
  protected readonly size = computed(() => formatBytes(this.file()?.size ?? 0));

  protected choose(files: FileList | null | undefined): void {
    const first = files?.[0];
    if (first === undefined) return;
    this.file.set(first);
    this.sending.reset();
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.hovered.set(false);
    this.choose(event.dataTransfer?.files);
  }

  protected hover(event: DragEvent): void {
    event.preventDefault(); // otherwise the browser opens the file
    this.hovered.set(true);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    const file = this.file();
    if (file === undefined) return;
    this.sending.mutate({ file, tool: this.tool(), target: this.target() });
  }
}
