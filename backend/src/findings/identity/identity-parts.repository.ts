import { type EntityManager, In } from 'typeorm';
import { IdentityPartEntity, partFromRow } from './identity-decision.entity.js';
import { type IdentityPart } from './identity-decision.js';

/** Most keys in one question: below the limit of SQLite for parameters. */
const LOOKUP_CHUNK = 500;

/**
 * Where people have put what a tool says, by the fingerprint that it has by itself. What is said of one tool outranks what is
 * said of all.
 */
export async function partsFor(
  manager: EntityManager,
  tool: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, IdentityPart>> {
  const parts = new Map<string, IdentityPart>();
  if (!(await manager.exists(IdentityPartEntity))) return parts; // nearly always
  for (let start = 0; start < fingerprints.length; start += LOOKUP_CHUNK) {
    const fingerprint = In(fingerprints.slice(start, start + LOOKUP_CHUNK));
    const rows = await manager.find(IdentityPartEntity, {
      where: { fingerprint, tool: In(['', tool]) },
      order: { tool: 'ASC' },
    });
    for (const row of rows) parts.set(row.fingerprint, partFromRow(row));
  }
  return parts;
}
