import type { Transaction } from '../store/connect.js';
import { lastEntryOf } from '../store/journal.js';
import { keys } from '../store/journal-keys.js';
import { amiss, rowsOfSubjects, type Standing } from '../store/journal-standing.js';
import { listEntriesOf, type SubjectEntry, subjectsAfter, subjectsWithoutRows } from '../store/journal-subjects.js';
import { webhooks } from '../store/journal-webhooks.js';
import { liveRulebook } from '../store/revision.js';
import type { JournalFindings } from './journal-findings.js';

/** An auditor holds what changes, each time with an entry, against the last entry about it. */

/** Rows that are compared at a time; what bounds the memory. */
const AT_ONCE = 500;

/**
 * Keys, webhooks, and which rulebook is live.
 * @param told hears how far it is
 */
export async function verifyStanding(transaction: Transaction, found: JournalFindings, told: () => void) {
  for (const standing of [keys, webhooks]) {
    await compareRows(transaction, standing, found, told);
    await findGone(transaction, standing, found);
  }
  await compareLive(transaction, found);
}

async function compareRows(transaction: Transaction, standing: Standing, found: JournalFindings, told: () => void) {
  for (let after = ''; ; ) {
    const subjects = await subjectsAfter(transaction, standing, after, AT_ONCE);
    const last = subjects.at(-1);
    if (last === undefined) return;
    const entries = await entriesBySubject(transaction, standing, subjects);
    for (const row of await rowsOfSubjects(transaction, standing, subjects)) {
      found.compared += 1;
      const subject = String(row[standing.subject]);
      const its = entries.get(subject) ?? [];
      const faults = amiss(standing, row, its);
      if (faults.length > 0) found.add(faultOf(standing, subject, its.at(-1), faults));
    }
    told();
    after = last;
  }
}

function faultOf({ of }: Standing, subject: string, last: SubjectEntry | undefined, faults: readonly string[]) {
  const words = faults.join('; it ');
  if (last === undefined) return { subject, detail: `${of} ${words}` };
  const { number, what } = last;
  return { subject, number, detail: `${of} is not as entry ${number} left it (${what}): it ${words}` };
}

/** Rows that were made, and are gone without an entry that says so. */
async function findGone(transaction: Transaction, standing: Standing, found: JournalFindings): Promise<void> {
  const made = { ...standing, whats: [standing.made] };
  for (let after = 0; ; ) {
    const page = await subjectsWithoutRows(transaction, made, after, AT_ONCE);
    const subjects = page.map(({ subject }) => subject);
    for (const [subject, its] of await entriesBySubject(transaction, standing, subjects)) {
      const { number, what } = its.at(-1) as SubjectEntry;
      if (what === standing.removed) continue;
      found.add({ subject, number, detail: `entry ${number} (${what}) tells of ${standing.of} that is gone` });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}

/** Each with its entries in their order. */
async function entriesBySubject(transaction: Transaction, { whats }: Standing, subjects: readonly string[]) {
  const found = new Map<string, SubjectEntry[]>();
  for (const entry of await listEntriesOf(transaction, whats, subjects))
    found.set(entry.subject, [...(found.get(entry.subject) ?? []), entry]);
  return found;
}

/** The rulebook that judges from now on is the one that was published last. */
async function compareLive(transaction: Transaction, found: JournalFindings): Promise<void> {
  const last = await lastEntryOf(transaction, ['rulebook-published', 'rulebook-rolled-back']);
  const live = await liveRulebook(transaction);
  if (live === (last?.after ?? undefined)) return;
  const published = last === undefined ? 'none was ever published' : `entry ${last.number} published ${last.after}`;
  const number = last === undefined ? {} : { number: last.number };
  found.add({
    subject: live ?? 'revision',
    ...number,
    detail: `the live rulebook is ${live ?? 'none'}, and ${published}`,
  });
}
