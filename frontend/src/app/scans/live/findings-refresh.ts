import { inject, Injectable } from '@angular/core';
import { QueryClient } from '@tanstack/angular-query-experimental';
import { type Scan } from '../../api/generated/model/scan';
import { findingKeys } from '../../findings/finding.keys';
import { Coalesced } from './coalesced';

/** The first findings are wanted at once; many more come while a scan runs, and each time the list is read anew. */
const SOON_MS = 300;
const PAUSE_MS = 2000;

/** Lets the findings and the coverage of a scan be read again when the scan itself, however it is heard of, says that there are others. */
@Injectable({ providedIn: 'root' })
export class FindingsRefresh {
  private readonly client = inject(QueryClient);
  private readonly versions = new Map<string, string>();
  private readonly refreshes = new Map<string, Coalesced>();

  notice(scan: Scan): void {
    const version = versionOf(scan);
    const before = this.versions.get(scan.id);
    this.versions.set(scan.id, version);
    if (before !== undefined && before !== version) this.refreshOf(scan.id).request();
  }

  private refreshOf(scanId: string): Coalesced {
    const known = this.refreshes.get(scanId);
    if (known !== undefined) return known;
    const queryKey = findingKeys.ofScan(scanId);
    const refresh = new Coalesced(
      () => this.client.invalidateQueries({ queryKey }, { cancelRefetch: false }),
      SOON_MS,
      PAUSE_MS,
    );
    this.refreshes.set(scanId, refresh);
    return refresh;
  }
}

/** Two tools may report the same: then the counts stay, and only a run that ended tells of it. */
function versionOf({ findings, runs }: Scan): string {
  return JSON.stringify([findings, { ...runs, queued: 0, running: 0 }]);
}
