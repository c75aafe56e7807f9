import { inject, Injectable, type OnDestroy } from '@angular/core';
import { MatDialog, MatDialogConfig, type MatDialogRef } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { RunPanel, type ShownRun } from './run-panel';

/** Keeps the panel of a run and the address of the page in step. */
@Injectable()
export class RunPanelOpener implements OnDestroy {
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private shown: string | undefined;
  private panel: MatDialogRef<RunPanel> | undefined;

  /** Shows the panel of a run, or none; not before the scan is known. */
  show(scanId: string, runId: string | undefined, known: boolean): void {
    if (!known || runId === this.shown) return;
    this.close();
    if (runId === undefined) return;
    this.shown = runId;
    const panel = this.dialog.open<RunPanel, ShownRun>(RunPanel, sidePanel({ scanId, runId }));
    this.panel = panel;
    panel.afterClosed().subscribe(() => {
      if (this.panel !== panel) return;
      this.close();
      void this.router.navigate([], { queryParams: { run: undefined }, queryParamsHandling: 'merge' });
    });
  }

  ngOnDestroy(): void {
    this.close();
  }

  private close(): void {
    const { panel } = this;
    this.panel = undefined;
    this.shown = undefined;
    panel?.close();
  }
}

function sidePanel(data: ShownRun): MatDialogConfig<ShownRun> {
  const config = new MatDialogConfig<ShownRun>();
  config.data = data;
  config.panelClass = 'side-panel';
  config.position = { top: '0', right: '0' };
  config.width = '600px';
  config.maxWidth = '100vw';
  config.height = '100dvh';
  config.ariaLabel = 'Tool run';
  config.autoFocus = 'first-heading';
  return config;
}
