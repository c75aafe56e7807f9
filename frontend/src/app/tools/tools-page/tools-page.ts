import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectMutation, injectQuery } from '@tanstack/angular-query-experimental';
import { problemOf } from '../../api/problem';
import { formatAge } from '../../ui/duration';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { Icon } from '../../ui/icon/icon';
import { injectNow } from '../../ui/now';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ToolCard } from '../tool-card/tool-card';
import { ToolsMutations } from '../tools.mutations';
import { ToolsQueries } from '../tools.queries';

const AGE_STEP_MS = 15_000;

/** Every tool that Parallax can run, and what to do about those that are not installed. */
@Component({
  selector: 'app-tools-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorPanel, Icon, MatButton, Skeleton, ToolCard],
  templateUrl: './tools-page.html',
  styleUrl: './tools-page.scss',
})
export class ToolsPage {
  private readonly queries = inject(ToolsQueries);
  private readonly mutations = inject(ToolsMutations);

  protected readonly query = injectQuery(() => this.queries.list());
  protected readonly check = injectMutation(() => this.mutations.check());
  private readonly now = injectNow(() => true, AGE_STEP_MS);

  protected readonly problem = computed(() => problemOf(this.query.error() ?? this.check.error()));
  protected readonly groups = computed(() => {
    const tools = this.query.data() ?? [];
    return [
      { name: 'Not installed', tools: tools.filter((tool) => !tool.available) },
      { name: 'Programs on this machine', tools: tools.filter((tool) => tool.available && tool.kind === 'external') },
      { name: 'Built in', tools: tools.filter((tool) => tool.available && tool.kind === 'probe') },
    ].filter((group) => group.tools.length > 0);
  });
  protected readonly summary = computed(() => {
    const tools = this.query.data() ?? [];
    const [first] = tools;
    if (first === undefined) return '';
    const ready = tools.filter((tool) => tool.available).length;
    return `${ready} of ${tools.length} are ready, checked ${formatAge(this.now() - Date.parse(first.checkedAt))}`;
  });
}
