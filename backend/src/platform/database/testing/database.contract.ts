import { describeBulkInsert } from './bulk-insert.contract.js';
import { describeConnections } from './connections.contract.js';
import { type ContractPlace } from './contract-place.js';
import { describeSchema } from './schema.contract.js';
import { describeTransactions } from './transactions.contract.js';

/** The promises of `Database`, which each of its two kinds keeps. */
export function describeDatabase(place: ContractPlace): void {
  describe('transactions', () => describeTransactions(place));
  describe('connections', () => describeConnections(place));
  describe('schema', () => describeSchema(place));
  describe('bulk insert', () => describeBulkInsert(place));
}
