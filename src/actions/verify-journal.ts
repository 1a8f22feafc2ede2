import type { JournalHead } from '../domain/journal.js';
import type { Database, Transaction } from '../store/connect.js';
import { type CheckedChain, checkChain } from '../store/journal-chain.js';
import { COUNTERPARTS, type Counterpart, type Expected } from '../store/journal-counterparts.js';
import { listEntriesOf, type SubjectEntry, subjectsAfter, subjectsWithoutRows } from '../store/journal-subjects.js';
import { readSnapshot } from '../store/read-snapshot.js';
import { JournalFindings, type RecordFault } from './journal-findings.js';
import { verifyStanding } from './verify-standing.js';

/** An auditor holds the journal against itself, and against the record that it tells of. */

/** Subjects that are compared at a time; what bounds the memory. */
const AT_ONCE = 500;

export interface VerifiedJournal {
  readonly chain: CheckedChain;
  readonly record: Pick<JournalFindings, 'compared' | 'faults' | 'differences'>;
}

/**
 * @param heads earlier heads of the chain, which must still be in it
 * @param told hears how far it is
 */
export async function verifyJournal(
  database: Database,
  heads: readonly JournalHead[] = [],
  told: (text: string) => void = () => undefined,
): Promise<VerifiedJournal> {
  return readSnapshot(database, (transaction) => verifyJournalIn(transaction, heads, told));
}

/** The same in a snapshot that is there already. */
export async function verifyJournalIn(
  transaction: Transaction,
  heads: readonly JournalHead[] = [],
  told: (text: string) => void = () => undefined,
): Promise<VerifiedJournal> {
  const chain = await checkChain(transaction, heads, (entries) => told(`${entries} entries`));
  const found = new JournalFindings();
  const tell = () => told(`${chain.entries} entries, ${found.compared} of the record compared`);
  for (const counterpart of COUNTERPARTS) await compare(transaction, counterpart, found, tell);
  await verifyStanding(transaction, found, tell);
  const { compared, faults, differences } = found;
  return { chain, record: { compared, faults, differences } };
}

async function compare(transaction: Transaction, counterpart: Counterpart, found: JournalFindings, told: () => void) {
  for (let after = ''; ; ) {
    const subjects = await subjectsAfter(transaction, counterpart, after, AT_ONCE);
    const last = subjects.at(-1);
    if (last === undefined) break;
    const expected = await counterpart.expected(transaction, subjects);
    const entries = await listEntriesOf(transaction, [...counterpart.whats, ...(counterpart.also ?? [])], subjects);
    found.compared += expected.length;
    for (const each of expected) {
      const at = entries.findIndex((entry) => answers(entry, each, counterpart));
      if (at >= 0) entries.splice(at, 1);
      else
        found.add({ subject: each.subject, detail: `${counterpart.of} has no entry in the journal: ${shown(each)}` });
    }
    for (const entry of entries) if (counterpart.whats.includes(entry.what)) found.add(unanswered(entry, counterpart));
    told();
    after = last;
  }
  for (let after = 0; ; ) {
    const entries = await subjectsWithoutRows(transaction, counterpart, after, AT_ONCE);
    for (const entry of entries) found.add(unanswered(entry, counterpart));
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}

/** Whether an entry tells of a row. */
function answers(entry: SubjectEntry, expected: Expected, { afterSince, also }: Counterpart): boolean {
  const { subject, at, before, after, who = entry.who } = expected;
  if (entry.subject !== subject || entry.at !== at || entry.before !== before || entry.who !== who) return false;
  const instead = also?.includes(entry.what) === true;
  if (entry.what !== expected.what && !instead) return false;
  // Where a withdrawn report was redacted, the entry has the hash of what is left of it.
  if (after === undefined || (instead && after === null)) return true;
  return entry.after === after || (afterSince === true && entry.after === null);
}

const unanswered = (entry: SubjectEntry, { of }: Counterpart): RecordFault => ({
  subject: entry.subject,
  number: entry.number,
  detail: `entry ${entry.number} tells of ${of} that the record has not, or has otherwise: ${shown(entry)}`,
});

const shown = ({ what, before, after, at }: Expected): string =>
  [what, before === null ? '' : `before ${before}`, after == null ? '' : `after ${after}`, `at ${at}`]
    .filter((each) => each !== '')
    .join(', ');
