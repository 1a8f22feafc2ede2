import { expect } from 'vitest';
import { verifyJournal } from '../../src/actions/verify-journal.js';
import type { Database } from '../../src/store/connect.js';

/** The chain of the journal holds, and the journal and the record tell the same. */
export async function expectSoundJournal(database: Database): Promise<void> {
  const { chain, record } = await verifyJournal(database);
  expect([chain.faults, record.faults]).toEqual([[], []]);
}
