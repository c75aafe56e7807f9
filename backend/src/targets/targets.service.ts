import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { decodePageToken, type Page, pageFrom } from '../platform/http/page.js';
import { AuthorisationLedger } from './authorisation-ledger.js';
import { gapIn } from './authorisation-gap.js';
import { type Authorisation, drawUp, type NewAuthorisation } from './authorisation.js';
import { TargetNotResolvedError, TargetOutOfScopeError } from './target.errors.js';
import { type TargetPreview } from './target-preview.js';
import { factsOf, type TargetFacts, type TargetRecord } from './target-record.js';
import { type JudgedHost, TargetResolver } from './target-resolution.js';
import { type ParsedTarget, parseTarget } from './target.js';
import { TargetsRepository } from './targets.repository.js';

/** Where a page of targets begins: after the target with this id. */
const Position = z.tuple([z.string()]);

/** What users do with targets and the authorisations to scan them. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly targets: TargetsRepository,
    private readonly ledger: AuthorisationLedger,
    private readonly resolver: TargetResolver,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a target that may be scanned, or finds it; with a statement, its authorisation too.
   * @throws TargetInvalidError @throws TargetNotResolvedError @throws TargetOutOfScopeError
   * @throws AuthorisationInvalidError
   */
  async add(input: string, statement?: NewAuthorisation): Promise<TargetRecord> {
    const parsed = parseTarget(input);
    await this.resolver.resolve(parsed);
    return this.addParsed(input, parsed, statement);
  }

  /** The same for a target that was parsed and found in scope already. @throws AuthorisationInvalidError */
  async addParsed(input: string, parsed: ParsedTarget, statement?: NewAuthorisation): Promise<TargetRecord> {
    // drawn up first: a wrong statement leaves no target behind
    const terms =
      statement === undefined ? undefined : drawUp(statement, parsed.canonical, this.clock.now(), 'authorisation.');
    const target = await this.targets.addOrFind(input, factsOf(parsed));
    if (terms !== undefined) await this.ledger.record(target.id, terms);
    return target;
  }

  /** Records what a report is about, or finds it. Says nothing about whether it may be scanned. */
  keep(input: string, facts: TargetFacts): Promise<TargetRecord> {
    return this.targets.addOrFind(input, facts);
  }

  /** @throws TargetNotFoundError @throws AuthorisationInvalidError */
  async authorise(id: string, statement: NewAuthorisation): Promise<Authorisation> {
    const { canonical } = await this.targets.get(id);
    return this.ledger.record(id, drawUp(statement, canonical, this.clock.now()));
  }

  /** Newest first. @throws TargetNotFoundError */
  async authorisationsOf(id: string): Promise<readonly Authorisation[]> {
    const target = await this.targets.get(id);
    return this.ledger.ofTarget(target.id);
  }

  /** Newest first. @throws PageTokenInvalidError */
  async list(limit: number, pageToken: string | undefined): Promise<Page<TargetRecord>> {
    const before = pageToken === undefined ? undefined : decodePageToken(pageToken, Position)[0];
    const rows = await this.targets.list({ limit: limit + 1, ...(before === undefined ? {} : { before }) });
    return pageFrom(rows, limit, ({ id }) => [id]);
  }

  /** @throws TargetNotFoundError */
  get(id: string): Promise<TargetRecord> {
    return this.targets.get(id);
  }

  /** @throws TargetNotFoundError @throws TargetInUseError */
  remove(id: string): Promise<void> {
    return this.targets.remove(id);
  }

  /** Says what a scan of this text would examine. Records nothing. @throws TargetInvalidError */
  async preview(input: string): Promise<TargetPreview> {
    const target = parseTarget(input);
    try {
      const { hosts } = await this.resolver.examine(target);
      const refused = hosts.map(({ verdict }) => verdict).find(({ accepted }) => !accepted);
      const refusal = refused?.accepted === false ? refused.reason : undefined;
      const gap = await this.gapOf(target, hosts);
      return {
        target,
        hosts,
        ...(refusal === undefined ? {} : { refusal }),
        ...(gap === undefined ? {} : { gap }),
      };
    } catch (error) {
      if (error instanceof TargetOutOfScopeError) return { target, hosts: [], refusal: error.reason };
      if (error instanceof TargetNotResolvedError) return { target, hosts: [], refusal: error.message };
      throw error;
    }
  }

  private async gapOf(target: ParsedTarget, hosts: readonly JudgedHost[]): Promise<string | undefined> {
    const known = await this.targets.findByCanonical(target.canonical);
    const authorisations = known === undefined ? [] : await this.ledger.ofTarget(known.id);
    const now = this.clock.now();
    return hosts.map((host) => gapIn(authorisations, host, now)).find((gap) => gap !== undefined);
  }
}
