import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import {
  decisionFromRow,
  IdentityDecisionEntity,
  IdentityPartEntity,
  type JoinMemory,
  type PartKey,
  type SplitMemory,
} from './identity-decision.entity.js';
import { type IdentityDecision } from './identity-decision.js';
import { IdentityDecisionNotFoundError } from './identity.errors.js';

/** A decision with what has to be known to take it back. */
export interface RememberedDecision {
  readonly decision: IdentityDecision;
  readonly memory?: JoinMemory | SplitMemory;
}

/** Stores what people decide about the identity of findings. */
@Injectable()
export class IdentityDecisionsRepository {
  constructor(private readonly database: Database) {}

  /** The decisions in force that a finding came out of, the newest first. */
  async inForceFor(findingId: string): Promise<readonly IdentityDecision[]> {
    const rows = await this.database.read((manager) => inForce(manager, [findingId]));
    return rows.map(decisionFromRow);
  }

  /** The finding that this one became part of; undefined when it is none's. */
  async keptFor(findingId: string): Promise<string | undefined> {
    const row = await this.database.read((manager) =>
      manager.findOne(IdentityDecisionEntity, {
        where: { otherId: findingId, kind: 'join', undoneAt: IsNull() },
        order: { id: 'DESC' },
      }),
    );
    return row?.findingId;
  }

  /** @throws IdentityDecisionNotFoundError */
  async find(id: string): Promise<RememberedDecision> {
    const row = await this.database.read((manager) => manager.findOneBy(IdentityDecisionEntity, { id }));
    if (row === null) throw new IdentityDecisionNotFoundError(id);
    return { decision: decisionFromRow(row), ...(row.memory === null ? {} : { memory: row.memory }) };
  }

  /** The newest decision in force about one of these findings. */
  async newestAbout(findingIds: readonly string[]): Promise<IdentityDecision | undefined> {
    const [row] = await this.database.read((manager) => inForce(manager, findingIds));
    return row === undefined ? undefined : decisionFromRow(row);
  }

  async add({ decision, memory }: RememberedDecision): Promise<void> {
    const { tool = null, undoneAt = null, undoneBy = null } = decision;
    await this.database.write((manager) =>
      manager.insert(IdentityDecisionEntity, { ...decision, tool, undoneAt, undoneBy, memory: memory ?? null }),
    );
  }

  async markUndone(id: string, undoneAt: string, undoneBy: string): Promise<void> {
    await this.database.write((manager) => manager.update(IdentityDecisionEntity, id, { undoneAt, undoneBy }));
  }

  /** The parts that make up a finding, beside its own observations. */
  partsInto(fingerprint: string): Promise<readonly IdentityPartEntity[]> {
    return this.database.read((manager) => manager.find(IdentityPartEntity, { where: { into: fingerprint } }));
  }

  /** The parts that a decision made, as far as no later one has taken their place. */
  partsOf(decisionId: string): Promise<readonly IdentityPartEntity[]> {
    return this.database.read((manager) => manager.find(IdentityPartEntity, { where: { decisionId } }));
  }

  /** Lets these parts make up the finding with another fingerprint. */
  async redirect(parts: readonly PartKey[], into: string): Promise<void> {
    await this.database.write(async (manager) => {
      for (const { fingerprint, tool, findingId } of parts) {
        await manager.update(IdentityPartEntity, { fingerprint, tool }, { into, findingId });
      }
    });
  }

  async addParts(parts: readonly IdentityPartEntity[]): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.upsert(IdentityPartEntity, [...parts], ['fingerprint', 'tool']);
    });
  }

  async removePartsOf(decisionId: string): Promise<void> {
    await this.database.write((manager) => manager.delete(IdentityPartEntity, { decisionId }));
  }
}

function inForce(manager: EntityManager, findingIds: readonly string[]): Promise<IdentityDecisionEntity[]> {
  const some = In([...findingIds]);
  return manager.find(IdentityDecisionEntity, {
    where: [
      { findingId: some, undoneAt: IsNull() },
      { otherId: some, undoneAt: IsNull() },
    ],
    order: { id: 'DESC' },
  });
}
