import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowChanges } from '../../db/migrations/append-only.js';
import { createKey, type MadeKey, revokeKey, rotateKey } from '../../src/actions/keys.js';
import { removeWebhook, replayFrom, setWebhook, switchWebhook } from '../../src/actions/manage-webhook.js';
import { publishRulebook } from '../../src/actions/publish-rulebook.js';
import { verifyJournal, verifyJournalIn } from '../../src/actions/verify-journal.js';
import { hashOf } from '../../src/engine/hash.js';
import type { Database, Transaction } from '../../src/store/connect.js';
import { endKey, insertKey } from '../../src/store/keys.js';
import { write } from '../../src/store/revision.js';
import { startReceiver } from '../helpers/receivers.js';
import { editedRules, fillSmallRecord, smallRules } from '../helpers/small-record.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { MANAGER, START, senderOn, webhookTo } from '../helpers/webhook-bench.js';

afterAll(stopStores);

const OTHER = `sha256:${'f'.repeat(64)}`;
const HOUR = 3_600_000;

/** Something else of the same kind as what stands there. */
function other(value: unknown, column: string): unknown {
  if (column === 'reporter') return 'berta';
  if (column === 'scopes') return '["admin"]';
  if (column === 'reports' || column === 'exact') return 1 - Number(value);
  if (/_at$|until$|^(cursor|version|attempts|sent|delivered|failed)$/.test(column))
    return value === null ? 5 : Number(value) + 1;
  return `${value ?? ''}x`;
}

describe.each(stores)('what changes with an entry each time, on $name', ({ name: kind, open }) => {
  let store: OpenedStore;
  let database: Database;
  let clock = START;
  const desk = () => ({ database, now: () => clock });
  const wanted = { reporter: 'anna', name: 'phone', scopes: ['incidents:write'] as const, expiresAt: null };
  const keys: Record<'plain' | 'revoked' | 'rotated' | 'cut', string> = {
    plain: '',
    revoked: '',
    rotated: '',
    cut: '',
  };
  const made = async (work: Promise<MadeKey>) => (await work).id;

  beforeAll(async () => {
    store = await open();
    database = store.database;
    await fillSmallRecord(database);
    await createKey(desk(), 'root', { ...wanted, reporter: 'berta', expiresAt: START + 100 * HOUR });
    for (const name of ['plain', 'revoked', 'rotated', 'cut'] as const)
      keys[name] = await made(createKey(desk(), 'root', wanted));
    clock += HOUR;
    await revokeKey(desk(), 'eve', keys.revoked);
    await rotateKey(desk(), 'root', { id: keys.rotated, grace: 24 * HOUR, expiresAt: null });
    await rotateKey(desk(), 'root', { id: keys.cut, grace: 24 * HOUR, expiresAt: null });
    clock += HOUR;
    await revokeKey(desk(), 'eve', keys.cut);
  });
  afterAll(() => store.close());

  /** The details of what is found after it, which is then undone. */
  async function found(work: (transaction: Transaction) => Promise<unknown>): Promise<string[]> {
    let faults: readonly { readonly detail: string }[] = [];
    const undone = database.transaction(async (transaction) => {
      await work(transaction);
      const { chain, record } = await verifyJournalIn(transaction);
      expect([chain.broken, record.differences]).toEqual([0, record.faults.length]);
      faults = record.faults;
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    return faults.map(({ detail }) => detail);
  }
  const changed = (table: string, id: string, to: object) =>
    found((transaction) => transaction(table).where({ id }).update(to));

  /** The columns of a row in which a change by hand is found, each tried by itself. */
  async function foundColumns(table: string, id: string): Promise<{ found: string[]; not: string[] }> {
    const row = await database(table).where({ id }).first();
    const tried = { found: [] as string[], not: [] as string[] };
    for (const column of Object.keys(row)) {
      if (column === 'id') continue;
      const faults = await changed(table, id, { [column]: other(row[column], column) });
      expect(faults.length).toBeLessThanOrEqual(1);
      tried[faults.length === 1 ? 'found' : 'not'].push(column);
    }
    return { found: tried.found.sort(), not: tried.not.sort() };
  }

  it('is as the last entry about it left it', async () => {
    await expectSoundJournal(database);
    expect((await verifyJournal(database)).record.compared).toBe(9 + 7);
  });

  it('finds a change by hand in any column of a key, but for its last use', async () => {
    for (const id of Object.values(keys))
      expect(await foundColumns('keys', id)).toEqual({
        found: [
          'created_at',
          'created_by',
          'expires_at',
          'hash',
          'name',
          'replaced_by',
          'reporter',
          'revoked_at',
          'revoked_by',
          'scopes',
        ],
        not: ['last_used_at'],
      });
  });

  it('finds a key that was revoked and is good again, and says so', async () => {
    const good = { revoked_at: null, revoked_by: null };
    expect(await changed('keys', keys.revoked, good)).toEqual([
      expect.stringMatching(/^a key is not as entry \d+ left it \(key-revoked\): it is not revoked$/),
    ]);
    expect(await changed('keys', keys.rotated, { ...good, replaced_by: null })).toEqual([
      expect.stringMatching(/\(key-rotated\): it is not revoked; it does not say which key it was rotated into$/),
    ]);
    // A rotated key that was cut short is as good again as its rotation left it: only the hash tells.
    const grace = { revoked_at: START + 25 * HOUR, revoked_by: 'root' };
    expect(await changed('keys', keys.cut, grace)).toEqual([
      expect.stringMatching(/\(key-revoked\): it holds something else$/),
    ]);
  });

  it('finds one that was revoked by hand, is no JSON any more, or was changed before somebody revoked it', async () => {
    expect(await changed('keys', keys.plain, { revoked_at: START, revoked_by: 'root' })).toEqual([
      expect.stringMatching(/\(key-created\): it was ended or replaced, and no entry says so$/),
    ]);
    expect(await changed('keys', keys.plain, { scopes: 'admin' })).toEqual([
      expect.stringMatching(/it is not as it was made: its reporter, name, scopes, expiry or secret is another$/),
    ]);
    const between = async (transaction: Transaction) => {
      const { scopes } = await transaction('keys').where({ id: keys.plain }).first();
      await transaction('keys').where({ id: keys.plain }).update({ scopes: '["admin"]' });
      await revokeKey({ ...desk(), database: transaction }, 'root', keys.plain);
      await transaction('keys').where({ id: keys.plain }).update({ scopes });
    };
    expect(await found(between)).toEqual([
      expect.stringMatching(/: it was otherwise at entry (\d+) than entry (?!\1)\d+ left it$/),
    ]);
  });

  it('finds a key that no entry knows, and one that is gone', async () => {
    const row = await database('keys').where({ id: keys.plain }).first();
    expect(await found((transaction) => transaction('keys').insert({ ...row, id: 'key_more', hash: OTHER }))).toEqual([
      'a key has no entry in the journal that tells of its making',
    ]);
    const gone = async (transaction: Transaction) => {
      await transaction.raw(`DROP TRIGGER keys_no_delete${kind === 'PostgreSQL' ? ' ON keys' : ''}`);
      await transaction('keys').where({ id: keys.revoked }).delete();
    };
    expect(await found(gone)).toEqual([
      expect.stringMatching(/^entry \d+ \(key-revoked\) tells of a key that is gone$/),
    ]);
  });

  it('knows the entries of earlier versions, which had less in their hashes or none', async () => {
    const ids = ['key_earlier', 'key_revoked', 'key_rotated'];
    const earlier = async (transaction: Transaction) => {
      const { reporter, name, scopes, expiresAt } = wanted;
      await write(transaction, async (within, revision) => {
        for (const id of ids) {
          const key = { id, reporter, name, scopes, expiresAt, createdAt: START, createdBy: 'root' };
          await insertKey(within, { ...key, hash: `sha256:${id}` });
          const after = hashOf({ id, reporter, scopes, expiresAt });
          revision.record({ at: START, who: 'root', what: 'key-created', subject: id, after });
        }
        await endKey(within, 'key_revoked', { at: START + 1, by: 'eve' });
        revision.record({ at: START + 1, who: 'eve', what: 'key-revoked', subject: 'key_revoked' });
        await endKey(within, 'key_rotated', { at: START + HOUR, by: 'eve', replacedBy: 'key_earlier' });
        revision.record({ at: START + 1, who: 'eve', what: 'key-rotated', subject: 'key_rotated' });
      });
    };
    const then = (id: string, to: object) =>
      found(async (transaction) => {
        await earlier(transaction);
        await transaction('keys').where({ id }).update(to);
      });
    expect(await then('key_earlier', { last_used_at: 7 })).toEqual([]);
    for (const id of ids) expect(await then(id, { scopes: '["admin"]' })).toHaveLength(1);
    for (const id of ids.slice(1))
      expect(await then(id, { revoked_at: null })).toEqual([expect.stringMatching(/is not revoked/)]);
    expect(await then('key_earlier', { revoked_at: START })).toHaveLength(1);
    for (const to of [{ revoked_at: START + 2 }, { revoked_by: 'root' }, { replaced_by: 'key_earlier' }])
      expect(await then('key_revoked', to)).toHaveLength(1);
    for (const to of [{ revoked_at: START }, { revoked_by: 'root' }, { replaced_by: null }])
      expect(await then('key_rotated', to)).toHaveLength(1);
    // What is done now is held against what was done then.
    const since = await found(async (transaction) => {
      await earlier(transaction);
      await revokeKey({ ...desk(), database: transaction }, 'root', 'key_earlier');
      await revokeKey({ ...desk(), database: transaction }, 'root', 'key_rotated');
    });
    expect(since).toEqual([]);
  });

  it('finds a webhook that leads elsewhere or is told more, but not how far it is', async () => {
    const receiver = await startReceiver();
    const on = senderOn(database, { now: clock });
    const { id } = await webhookTo(on, receiver);
    const { id: gone } = await webhookTo(on, receiver);
    await on.deliver(id);
    await setWebhook(on.service, id, { description: 'a map' }, MANAGER, undefined);
    await removeWebhook(on.service, gone, MANAGER);
    receiver.answer = () => 410;
    await replayFrom(on.service, id, 0, MANAGER);
    await on.deliver(id);
    expect(await database('webhooks').where({ id }).first()).toMatchObject({ disabled_at: clock });
    await expectSoundJournal(database);
    const { found: columns } = await foundColumns('webhooks', id);
    expect(columns).toEqual(['agreement', 'author', 'created_at', 'description', 'exact', 'reports', 'url']);
    const enabled = { disabled_at: null, disabled_why: null };
    expect(await changed('webhooks', id, enabled)).toEqual([
      expect.stringMatching(/^a webhook is not as entry \d+ left it \(webhook-disabled\): it holds something else$/),
    ]);
    expect(await found((transaction) => transaction('webhooks').where({ id }).delete())).toEqual([
      expect.stringMatching(/^entry \d+ \(webhook-disabled\) tells of a webhook that is gone$/),
    ]);
    const row = await database('webhooks').where({ id }).first();
    const put = (as: string) => found((transaction) => transaction('webhooks').insert({ ...row, id: as }));
    expect(await put('whk_more')).toEqual(['a webhook has no entry in the journal that tells of its making']);
    expect(await put(gone)).toEqual([expect.stringMatching(/: it was removed, as entry \d+ says$/)]);

    await switchWebhook(on.service, id, { enabled: true }, MANAGER);
    await expectSoundJournal(database);
    // An earlier version wrote no hash where the service itself disabled one.
    const earlier = (to: object) =>
      found(async (transaction) => {
        await write(transaction, async (within, revision) => {
          await within('webhooks').where({ id }).update({ disabled_at: clock });
          revision.record({ at: clock, who: 'truce', what: 'webhook-disabled', subject: id });
        });
        await transaction('webhooks').where({ id }).update(to);
      });
    expect(await earlier({ cursor: 0 })).toEqual([]);
    expect(await earlier(enabled)).toEqual([expect.stringMatching(/: it is not disabled$/)]);
    expect(await earlier({ url: 'https://elsewhere.example/' })).toEqual([
      expect.stringMatching(/: it leads elsewhere/),
    ]);
    await receiver.close();
  });

  it('finds that another rulebook is live than the one that was published last, or that somebody else published it', async () => {
    const live = (rulebook: string | null) => found((transaction) => transaction('revision').update({ rulebook }));
    const [kept] = await database('rulebooks').pluck('hash');
    expect(await live(kept)).toEqual([`the live rulebook is ${kept}, and none was ever published`]);
    const publish = (rulebook = smallRules()) =>
      publishRulebook(desk(), rulebook, { kind: 'publish', who: 'somebody', why: 'a test' });
    await publish(editedRules());
    await publish();
    await expectSoundJournal(database);
    const { hash } = editedRules();
    expect(await live(hash)).toEqual([
      expect.stringMatching(
        new RegExp(`^the live rulebook is ${hash}, and entry \\d+ published ${smallRules().hash}$`),
      ),
    ]);
    expect(await live(null)).toHaveLength(1);
    const otherwise = async (transaction: Transaction) => {
      await allowChanges(transaction, 'publications');
      await transaction('publications').where({ number: 2 }).update({ who: 'nobody' });
    };
    expect((await found(otherwise))[0]).toMatch(/^a publication has no entry in the journal/);
  });
});
