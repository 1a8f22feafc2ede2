import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowChanges } from '../../db/migrations/append-only.js';
import { createKey } from '../../src/actions/keys.js';
import { publishRulebook } from '../../src/actions/publish-rulebook.js';
import { recordEvidence } from '../../src/actions/record-evidence.js';
import { type VerifiedJournal, verifyJournal, verifyJournalIn } from '../../src/actions/verify-journal.js';
import { LOCAL_CALLER } from '../../src/domain/access.js';
import { hashOf } from '../../src/engine/hash.js';
import type { Database, Transaction } from '../../src/store/connect.js';
import { fillSmallRecord, smallRules, smallService } from '../helpers/small-record.js';
import { stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

type Row = Record<string, unknown> & { readonly number: number };
const OTHER = `sha256:${'f'.repeat(64)}`;

/** What somebody with the database in their hands does to the journal, with how many entries hold before it. */
interface Tampering {
  readonly holds: number;
  run(transaction: Transaction): Promise<unknown>;
}

const rowOf = async (transaction: Transaction, number: number): Promise<Row> =>
  transaction('journal').where({ number }).first();
const setRow = (transaction: Transaction, number: number, to: object) =>
  transaction('journal').where({ number }).update(to);
const hashed = ({ hash: _, ...link }: Row) => hashOf({ ...link, number: Number(link.number), at: Number(link.at) });

/** Every single way to tamper with a chain of so many entries. */
function tamperings(last: number): fc.Arbitrary<Tampering> {
  const entry = fc.integer({ min: 1, max: last });
  const changes = [
    { at: 12 },
    { who: 'nobody' },
    { what: 'key-revoked' },
    { subject: 'inc_other' },
    { before: OTHER },
    { after: OTHER },
    { after: null, before: OTHER },
    { previous: OTHER },
    { hash: OTHER },
  ];
  return fc.oneof(
    fc.record({ number: entry, to: fc.constantFrom(...changes) }).map(({ number, to }) => ({
      holds: number - 1,
      run: (transaction: Transaction) => setRow(transaction, number, to),
    })),
    // Whoever knows how it is made gives the changed entry its hash, and is betrayed by the next one, or by the head.
    entry.map((number) => ({
      holds: number,
      async run(transaction: Transaction) {
        const row = { ...(await rowOf(transaction, number)), who: 'nobody' };
        await setRow(transaction, number, { who: row.who, hash: hashed(row) });
      },
    })),
    entry.map((number) => ({
      holds: number - 1,
      run: (transaction: Transaction) => transaction('journal').where({ number }).delete(),
    })),
    // Taken out, and those behind it moved up, each with a hash and a predecessor that fit.
    entry.map((number) => ({
      holds: last - 1,
      async run(transaction: Transaction) {
        let { previous } = await rowOf(transaction, number);
        await transaction('journal').where({ number }).delete();
        for (let next = number + 1; next <= last; next += 1) {
          const moved = { ...(await rowOf(transaction, next)), number: next - 1, previous };
          previous = hashed(moved);
          await setRow(transaction, next, { ...moved, hash: previous });
        }
      },
    })),
    fc
      .uniqueArray(entry, { minLength: 2, maxLength: 2 })
      .map(([a, b]) => [a, b] as [number, number])
      .map(([a, b]) => ({
        holds: Math.min(a, b) - 1,
        async run(transaction: Transaction) {
          await setRow(transaction, a, { number: last + 9 });
          await setRow(transaction, b, { number: a });
          await setRow(transaction, last + 9, { number: b });
        },
      })),
    fc.record({ number: entry, at: fc.constantFrom(last + 1, last + 7, 0, -3) }).map(({ number, at }) => ({
      holds: at > last ? last : 0,
      async run(transaction: Transaction) {
        await transaction('journal').insert({ ...(await rowOf(transaction, number)), number: at });
      },
    })),
    // An entry more, made as it should be, that the head does not know.
    fc.constant({
      holds: last,
      async run(transaction: Transaction) {
        const before = await rowOf(transaction, last);
        const more = { ...before, number: last + 1, who: 'nobody', previous: before.hash };
        await transaction('journal').insert({ ...more, hash: hashed(more) });
      },
    }),
    fc.constantFrom({ journal_number: last + 1 }, { journal_hash: OTHER }).map((to) => ({
      holds: last,
      run: (transaction: Transaction) => transaction('revision').update(to),
    })),
    fc.constant({
      holds: last - 1,
      run: (transaction: Transaction) => transaction('revision').update({ journal_number: last - 1 }),
    }),
    fc.constant({ holds: last, run: (transaction: Transaction) => transaction('revision').delete() }),
  );
}

describe.each(stores)('the journal on $name', ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let database: Database;
  beforeAll(async () => {
    store = await open();
    database = store.database;
    await fillSmallRecord(database);
    const service = smallService(database);
    const [incident] = await database('incidents').orderBy('id').pluck('id');
    await recordEvidence(service, LOCAL_CALLER, String(incident), {
      uri: 'https://example.org/1.jpg',
      sha256: 'a'.repeat(64),
      kind: 'photo',
    });
    await publishRulebook(service, smallRules(), { kind: 'publish', who: 'somebody', why: 'a test' });
    await createKey(service, 'somebody', { reporter: 'desk', name: '', scopes: ['incidents:read'], expiresAt: null });
  });
  afterAll(() => store.close());

  /** What is found after it, which is then undone. */
  async function tampered(work: (transaction: Transaction) => Promise<unknown>, heads = {}): Promise<VerifiedJournal> {
    let found: VerifiedJournal | undefined;
    const undone = database.transaction(async (transaction) => {
      for (const table of ['journal', 'incident_versions', 'records', 'publications', 'rulebooks'])
        await allowChanges(transaction, table);
      await work(transaction);
      found = await verifyJournalIn(transaction, Object.values(heads));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    return found as VerifiedJournal;
  }

  it('holds, and tells the same as the record', async () => {
    const { chain, record } = await verifyJournal(database);
    const [rows] = await database('journal').count({ rows: '*' });
    const entries = Number(rows?.rows);
    const { journal_hash: hash } = await database('revision').first();
    expect(chain).toEqual({ entries, holds: entries, head: { number: entries, hash }, faults: [], broken: 0 });
    expect(record).toMatchObject({ faults: [], differences: 0 });
    // 7 versions, 2 rulebooks, a publication, evidence, a key.
    expect(record.compared).toBe(12);
  });

  it('shows whatever single entry is changed, removed, moved or added, or its head, and how many hold before', async () => {
    const last = (await verifyJournal(database)).chain.entries;
    await fc.assert(
      fc.asyncProperty(tamperings(last), async ({ holds, run }) => {
        const { chain } = await tampered(run);
        expect(chain.broken).toBeGreaterThan(0);
        expect(chain.holds).toBe(holds);
      }),
      { numRuns: 60 },
    );
  });

  it('shows that all of it was made anew by a head that somebody wrote down', async () => {
    const { chain } = await verifyJournal(database);
    const rewritten = async (transaction: Transaction) => {
      let previous = 'sha256:';
      for (const row of await transaction('journal').orderBy('number')) {
        const anew = { ...row, who: 'nobody', previous };
        previous = hashed(anew);
        await setRow(transaction, row.number, { who: 'nobody', previous: anew.previous, hash: previous });
      }
      await transaction('revision').update({ journal_hash: previous });
    };
    expect((await tampered(rewritten)).chain.broken).toBe(0);
    const known = await database('journal').where({ number: 3 }).first('number', 'hash');
    const head = { number: Number(known.number), hash: String(known.hash) };
    expect((await verifyJournal(database, [head, chain.head as never])).chain.broken).toBe(0);
    const found = (await tampered(rewritten, [head])).chain;
    expect(found.faults).toMatchObject([{ number: 3, fault: 'head' }]);
    const beyond = { number: chain.entries + 5, hash: head.hash };
    expect((await verifyJournal(database, [beyond])).chain.faults).toMatchObject([{ fault: 'head' }]);
  });

  const ofRecord: [string, RegExp, (transaction: Transaction) => Promise<unknown>][] = [
    [
      'a version that was added',
      /a version of an incident has no entry in the journal: incident-corrected/,
      async (transaction) => {
        const row = await transaction('incident_versions').orderBy('number', 'desc').first();
        await transaction('incident_versions').insert({ ...row, version: 9, number: 99, hash: OTHER });
      },
    ],
    [
      'a version with another hash',
      /incident-received, after sha256:f+/,
      (transaction) => transaction('incident_versions').where({ version: 1 }).update({ hash: OTHER }),
    ],
    [
      'a version that came at another time',
      /has no entry in the journal/,
      (transaction) => transaction('incident_versions').where({ version: 2 }).update({ received_at: 5 }),
    ],
    [
      'evidence that was removed',
      /entry \d+ tells of .*evidence.* that the record has not/,
      (transaction) => transaction('records').delete(),
    ],
    [
      'evidence that says something else',
      /evidence-recorded, after sha256:f+/,
      (transaction) => transaction('records').update({ hash: OTHER }),
    ],
    [
      'a publication that was removed',
      /tells of a publication that the record has not/,
      (transaction) => transaction('publications').delete(),
    ],
    [
      'a publication that never was',
      /a publication has no entry in the journal: rulebook-published/,
      async (transaction) => {
        const row = await transaction('publications').first();
        await transaction('publications').insert({ ...row, number: 2, at: 7 });
      },
    ],
    [
      'a rulebook that nobody kept',
      /a kept rulebook has no entry/,
      (transaction) => transaction('rulebooks').insert({ hash: OTHER, source: '{}', first_seen: 1 }),
    ],
    [
      'a key that may do more than it was made for',
      /a key is not as entry \d+ left it \(key-created\): it is not as it was made/,
      (transaction) => transaction('keys').update({ scopes: '["admin"]' }),
    ],
  ];
  it.each(ofRecord)('shows %s', async (_what, told, work) => {
    const { chain, record } = await tampered(work);
    expect(chain.broken).toBe(0);
    expect(record.differences).toBeGreaterThan(0);
    expect(record.faults.map(({ detail }) => detail).join('\n')).toMatch(told);
  });
});
