import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { type Cell, insertRows } from '../platform/database/bulk-insert.js';
import { Database } from '../platform/database/database.js';
import { changesOfStanding } from './finding-change.js';
import { type Reporter } from './findings.repository.js';
import { FindingEntity, findingFromRow } from './finding.entity.js';
import { sortedUnion } from './finding.js';
import { MissedFindingsRepository } from './missed-findings.repository.js';
import { ObservationEntity } from './observation.entity.js';
import {
  digestOf,
  listsOf,
  type ReadEntry,
  type StoredFinding,
  type StoredReading,
  type StoredWord,
} from './run-reading.js';
import { type SeverityCounts, severityOfRank, severityRank } from './severity.js';
import { SightingRepair } from './sighting-repair.repository.js';
import { standingWhenMissed } from './standing.js';

/** Rows are read in portions of this size, and asked for by so many keys at most. */
const PORTION = 500;

/** What may change of an observation that stays. */
const SAID_COLUMNS = ['severity_rank', 'tool_severity', 'evidence'];

/** Reads what one run has reported, and corrects it. */
@Injectable()
export class RunObservationsRepository {
  constructor(
    private readonly database: Database,
    private readonly repair: SightingRepair,
    private readonly missed: MissedFindingsRepository,
    private readonly clock: Clock,
  ) {}

  /** What a run has reported, in the order in which it did. */
  async of({ scanId, runId }: Pick<Reporter, 'scanId' | 'runId'>): Promise<StoredReading> {
    return this.database.read(async (manager) => {
      const words: StoredWord[] = [];
      const findings = new Map<string, StoredFinding>();
      for await (const rows of portionsOf(manager, runId)) {
        const known = await this.findingsOf(manager, { scanId, runId }, rows);
        for (const row of rows) {
          const finding = known.get(row.findingId);
          if (finding === undefined) continue;
          const isPart = row.ownFingerprint !== '';
          const fingerprint = isPart ? row.ownFingerprint : finding.fingerprint;
          // a part of another finding gives it no words
          findings.set(fingerprint, isPart ? { ...finding.stored, wordsOf: 'another run' } : finding.stored);
          words.push(wordOf(row, fingerprint));
        }
      }
      return { words, findings };
    });
  }

  /** Stores what observations say now, and gives their findings the words that they have now. */
  async correct(reporter: Reporter, entries: readonly ReadEntry[], stored: StoredReading): Promise<void> {
    await this.database.write(async (manager) => {
      await correctObservations(manager, reporter, entries);
      for (const entry of entries) {
        if (entry.kind === 'same') continue;
        const finding = stored.findings.get(entry.report.draft.fingerprint);
        if (finding !== undefined) await correctFinding(manager, entry, finding.id);
      }
    });
  }

  /** Lets findings be known since then, unless they have been known for longer. */
  async dateBack(fingerprints: readonly string[], seenAt: string): Promise<void> {
    await this.database.write(async (manager) => {
      for (let start = 0; start < fingerprints.length; start += PORTION) {
        const some = In(fingerprints.slice(start, start + PORTION));
        const younger = { fingerprint: some, firstSeenAt: MoreThan(seenAt) };
        await manager.update(FindingEntity, younger, { firstSeenAt: seenAt });
      }
    });
  }

  /** Takes back these observations. Their findings have to be settled then. */
  async remove(words: readonly StoredWord[]): Promise<void> {
    await this.database.write(async (manager) => {
      for (let start = 0; start < words.length; start += PORTION) {
        const ids = words.slice(start, start + PORTION).map(({ id }) => id);
        await manager.delete(ObservationEntity, { id: In(ids) });
      }
    });
  }

  /**
   * Brings findings in line with what a scan still says of them. Those that nobody has seen go; those that only earlier
   * scans have seen are unknown: nothing was proven. Returns how the counts of the scan changed.
   */
  async settle(scanId: string, findingIds: readonly string[]): Promise<SeverityCounts> {
    return this.database.write(async (manager) => {
      const change = await this.repair.recount(manager, scanId, findingIds);
      for (let start = 0; start < findingIds.length; start += PORTION) {
        await this.miss(manager, scanId, findingIds.slice(start, start + PORTION));
      }
      return change;
    });
  }

  private async miss(manager: EntityManager, scanId: string, ids: readonly string[]): Promise<void> {
    const rows = await manager.find(FindingEntity, { where: { id: In([...ids]), presence: 'seen' } });
    const moment = { scanId, at: this.clock.now().toISOString() };
    const reason = 'its output does not show it when it is read again, which an earlier scan has seen';
    const changed = rows
      .map(findingFromRow)
      .filter(({ lastScanId }) => lastScanId < scanId)
      .map((finding) => ({
        finding,
        standing: standingWhenMissed(finding.standing, { proven: false, reason }, moment),
      }));
    await this.missed.store(
      changed.map(({ finding, standing }) => ({ ...finding, standing })),
      changed.flatMap(({ finding, standing }) => changesOfStanding(finding.id, finding.standing, standing, moment)),
    );
  }

  private async findingsOf(
    manager: EntityManager,
    { scanId, runId }: Pick<Reporter, 'scanId' | 'runId'>,
    rows: readonly ObservationEntity[],
  ): Promise<ReadonlyMap<string, { readonly fingerprint: string; readonly stored: StoredFinding }>> {
    const ids = [...new Set(rows.map(({ findingId }) => findingId))];
    const first = await firstRunsOf(manager, scanId, ids);
    const found = await manager.find(FindingEntity, { where: { id: In(ids) } });
    return new Map(
      found.map((row) => {
        const finding = findingFromRow(row);
        // the words are those of the scan that saw it last, and in there of the run that saw it first
        const isOwn = finding.lastScanId === scanId && first.get(finding.id) === runId;
        const { id, weakness, endpoint, title, description, remediation, fingerprint } = finding;
        const { state } = finding.standing;
        const digests = { descriptionDigest: digestOf(description), remediationDigest: digestOf(remediation) };
        const lists = new Set(listsOf(finding));
        const wordsOf = isOwn ? 'this run' : 'another run';
        return [id, { fingerprint, stored: { id, weakness, endpoint, title, state, ...digests, lists, wordsOf } }];
      }),
    );
  }
}

async function* portionsOf(manager: EntityManager, runId: string): AsyncGenerator<readonly ObservationEntity[]> {
  let after = '';
  for (;;) {
    const where = { runId, id: MoreThan(after) };
    const rows = await manager.find(ObservationEntity, { where, order: { id: 'ASC' }, take: PORTION });
    if (rows.length > 0) yield rows;
    if (rows.length < PORTION) return;
    after = rows.at(-1)?.id ?? '';
  }
}

/** The run that was the first in a scan to see each of these findings. */
async function firstRunsOf(
  manager: EntityManager,
  scanId: string,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await manager.find(ObservationEntity, {
    where: { scanId, findingId: In([...findingIds]) },
    order: { id: 'DESC' },
    select: { findingId: true, runId: true },
  });
  return new Map(rows.map(({ findingId, runId }) => [findingId, runId])); // the oldest comes last
}

/** One statement for many rows: each of them is there, so that nothing is inserted. */
async function correctObservations(
  manager: EntityManager,
  { scanId, runId, tool }: Reporter,
  entries: readonly ReadEntry[],
): Promise<void> {
  const rows = entries.flatMap((entry): Cell[][] => {
    if (entry.kind !== 'changed') return [];
    const { stored, report } = entry;
    const { toolSeverity, evidence } = report.observation;
    const said = [severityRank(report.draft.severity), toolSeverity ?? null, evidence];
    return [[stored.id, stored.findingId, scanId, runId, tool, stored.rule, ...said, '', stored.own]];
  });
  const columns = [
    'id',
    'finding_id',
    'scan_id',
    'run_id',
    'tool',
    'rule',
    ...SAID_COLUMNS,
    'observed_at',
    'own_fingerprint',
  ];
  await insertRows(manager, 'observations', columns, rows, { onConflict: { key: ['id'], update: SAID_COLUMNS } });
}

async function correctFinding(
  manager: EntityManager,
  { fields, report: { draft } }: Extract<ReadEntry, { kind: 'added' | 'changed' }>,
  id: string,
): Promise<void> {
  const hasWords = fields.some((field) => ['title', 'description', 'remediation'].includes(field));
  if (!hasWords && !fields.includes('references')) return;
  const row = await manager.findOneByOrFail(FindingEntity, { id });
  const { title, description, remediation } = hasWords ? draft : row;
  await manager.update(FindingEntity, id, {
    title,
    description,
    remediation,
    cwe: sortedUnion(row.cwe, draft.cwe),
    cve: sortedUnion(row.cve, draft.cve),
    referenceUrls: sortedUnion(row.referenceUrls, draft.references),
  });
}

function wordOf(row: ObservationEntity, fingerprint: string): StoredWord {
  return {
    id: row.id,
    findingId: row.findingId,
    fingerprint,
    own: row.ownFingerprint,
    rule: row.rule,
    severity: severityOfRank(row.severityRank),
    ...(row.toolSeverity === null ? {} : { toolSeverity: row.toolSeverity }),
    evidenceDigest: digestOf(row.evidence),
  };
}
