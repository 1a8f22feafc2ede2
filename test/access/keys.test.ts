import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../../src/actions/authenticate.js';
import { createKey, revokeKey, rotateKey } from '../../src/actions/keys.js';
import { allKeys } from '../../src/store/keys.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

const HOUR = 3_600_000;

describe.each(stores)('A key on $name', ({ open }) => {
  let store: OpenedStore;
  let clock = 1_000 * HOUR;
  const desk = () => ({ database: store.database, now: () => clock, openWithoutKeys: true });
  const wanted = { reporter: 'anna', name: 'phone', scopes: ['incidents:write'] as const, expiresAt: null };
  const refusal = (secret?: string) =>
    authenticate(desk(), secret).then(
      () => undefined,
      (error) => `${error.code}: ${error.message}`,
    );

  beforeEach(async () => {
    store = await open();
    return () => store.close();
  });

  it('opens the door for its reporter, and nothing that is stored could open it', async () => {
    const made = await createKey(desk(), 'root', wanted);
    const caller = await authenticate(desk(), made.secret);
    expect(caller).toEqual({ reporter: 'anna', key: made.id, scopes: new Set(['incidents:write']) });
    const [row] = await store.database('keys');
    const stored = JSON.stringify([row, await store.database('journal'), await store.database('reporters')]);
    expect(stored).not.toContain(made.secret);
    expect(Buffer.from(made.secret.slice('truce_'.length), 'base64url')).toHaveLength(32);
    for (const value of Object.values(row)) expect(await refusal(String(value))).toMatch(/^bad-key/);
  });

  it('shuts the door to those without one for ever, also when it is revoked', async () => {
    expect((await authenticate(desk(), undefined)).reporter).toBe('local');
    const made = await createKey(desk(), 'root', wanted);
    expect(await refusal()).toMatch(/^no-key/);
    await revokeKey(desk(), 'root', made.id);
    expect(await refusal()).toMatch(/^no-key/);
    expect(await refusal(made.secret)).toMatch(/^bad-key: The key key_\S+ was revoked on /);
    await expect(store.database('keys').delete()).rejects.toThrow();
  });

  it('lets nobody in without one where others than this machine reach the service', async () => {
    const open = { ...desk(), openWithoutKeys: false };
    await expect(authenticate(open, undefined)).rejects.toMatchObject({ code: 'no-key' });
  });

  it('ends when its time is over', async () => {
    const made = await createKey(desk(), 'root', { ...wanted, expiresAt: clock + HOUR });
    expect(await refusal(made.secret)).toBeUndefined();
    clock += HOUR;
    expect(await refusal(made.secret)).toMatch(/^bad-key: The key \S+ expired on /);
  });

  it('is rotated into one of the same reporter and scopes, and is good until its grace is over', async () => {
    const old = await createKey(desk(), 'root', wanted);
    const made = await rotateKey(desk(), 'root', { id: old.id, grace: HOUR, expiresAt: null });
    const callers = await Promise.all([old, made].map(({ secret }) => authenticate(desk(), secret)));
    expect(callers.map(({ reporter }) => reporter)).toEqual(['anna', 'anna']);
    expect(callers[1]?.scopes).toEqual(callers[0]?.scopes);
    await expect(rotateKey(desk(), 'root', { id: old.id, grace: 0, expiresAt: null })).rejects.toThrow(
      /was rotated into/,
    );
    clock += HOUR;
    expect(await refusal(old.secret)).toContain(`and rotated into ${made.id}`);
    expect(await refusal(made.secret)).toBeUndefined();
    const afterwards = await rotateKey(desk(), 'root', { id: made.id, grace: 0, expiresAt: null });
    expect(await refusal(made.secret)).toMatch(/^bad-key/);
    expect(await refusal(afterwards.secret)).toBeUndefined();
  });

  it('revoked while it is being rotated is refused at once', async () => {
    const old = await createKey(desk(), 'root', wanted);
    await rotateKey(desk(), 'root', { id: old.id, grace: HOUR, expiresAt: null });
    await revokeKey(desk(), 'root', old.id);
    expect(await refusal(old.secret)).toMatch(/^bad-key/);
  });

  it('tells when it was last used, good to a minute, whichever way the clock steps', async () => {
    const made = await createKey(desk(), 'root', wanted);
    const lastUsed = async () => (await allKeys(store.database))[0]?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    const first = clock;
    await authenticate(desk(), made.secret);
    clock += 59_999;
    await authenticate(desk(), made.secret);
    expect(await lastUsed()).toBe(first);
    clock = first - HOUR;
    await authenticate(desk(), made.secret);
    expect(await lastUsed()).toBe(clock);
  });

  it('is in the journal with what it may do, each time something becomes of it', async () => {
    const old = await createKey(desk(), 'root', wanted);
    const made = await rotateKey(desk(), 'root', { id: old.id, grace: 0, expiresAt: null });
    await revokeKey(desk(), 'eve', made.id);
    const entries = await store.database('journal').orderBy('number');
    expect(entries.map(({ who, what, subject }) => [who, what, subject])).toEqual([
      ['root', 'key-created', old.id],
      ['root', 'key-created', made.id],
      ['root', 'key-rotated', old.id],
      ['eve', 'key-revoked', made.id],
    ]);
    expect(entries[0].after).toMatch(/^sha256:/);
  });
});
