import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveRulebook } from '../../src/actions/live-rulebook.js';
import { openRules } from '../../src/actions/open-rules.js';
import { RulebookRefused } from '../../src/actions/refused-rules.js';
import { rollBackRulebook } from '../../src/actions/roll-back-rulebook.js';
import { makeRulesChecker } from '../../src/actions/rules-checker.js';
import { RulesFolder } from '../../src/actions/rules-folder.js';
import { connect, type Database } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { listPublications } from '../../src/store/publications.js';
import { copyRules, type RulesCopy } from '../helpers/rules-copy.js';
import { smallRules } from '../helpers/small-record.js';

const AGREEMENT = 'example/agreement.yaml';
const CASES = 'example/cases.yaml';
/** An edit that no case notices. */
const QUIET_EDIT = ['value: 100', 'value: 101'] as const;

const checker = makeRulesChecker();
afterAll(() => checker.close());

let database: Database;
let rules: RulesCopy;
let ends: (() => Promise<void>)[];
beforeEach(async () => {
  database = connect('sqlite::memory:');
  await migrate(database);
  rules = await copyRules();
  ends = [];
});
afterEach(async () => {
  for (const end of ends) await end();
  await database.destroy();
  await rules.remove();
});

/** A process starts on a folder. Its watch is never waited for: a test looks when it wants to. */
async function start(mode: 'auto' | 'manual', folder = rules.folder) {
  const own = new RulesFolder(database, checker, { folder, mode, now: Date.now, heard: () => undefined });
  ends.push(() => own.close());
  const live: LiveRulebook = await openRules(database, own, folder, Date.now);
  return { folder: own, live, look: async () => (await own.look())?.status };
}
const history = async () => (await listPublications(database, { limit: 50 })).map(({ kind, hash }) => [kind, hash]);
const original = smallRules().hash;

describe('A folder that publishes by itself', () => {
  it('is the first of a database, and afterwards only what changed in it goes live', async () => {
    const { live, look } = await start('auto');
    expect(await history()).toEqual([['initial', original]]);
    expect((await look())?.state).toBe('same');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    expect(await look()).toMatchObject({ state: 'same', hash: live.current().hash });
    expect(live.current().hash).not.toBe(original);
    const [latest] = await listPublications(database, { limit: 1 });
    expect(latest).toMatchObject({
      kind: 'automatic',
      who: 'truce',
      why: `changed ${AGREEMENT}`,
      folder: rules.folder,
    });
  });

  it('serves the last good rulebook while a file is half saved, and takes the mended one', async () => {
    const { live, look } = await start('auto');
    await rules.write(AGREEMENT, 'format: 1\nid: exam');
    expect(await look()).toMatchObject({ state: 'refused' });
    expect(live.current().hash).toBe(original);
    await rules.mend(AGREEMENT);
    expect(await look()).toMatchObject({ state: 'same', diagnostics: [], failed: [] });
    expect(await history()).toHaveLength(1);
  });

  it('refuses what fails its cases, and says which case and how', async () => {
    const { live, look } = await start('auto');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    await rules.edit(CASES, 'outcome: exempt', 'outcome: violation');
    const difference = { reading: 'north', key: 'outcome', expected: 'violation', got: 'exempt' };
    expect(await look()).toMatchObject({
      state: 'refused',
      hash: expect.not.stringContaining(original),
      failed: [{ agreement: 'example', id: 'EX-1', differences: [difference] }],
    });
    expect(live.current().hash).toBe(original);
  });

  it.each([
    ['a newer format', () => rules.edit(AGREEMENT, 'format: 1', 'format: 2'), AGREEMENT],
    ['cases of another agreement', () => rules.edit(CASES, 'agreement: example', 'agreement: other'), CASES],
    ['a folder that is gone', () => rm(rules.folder, { recursive: true }), '.'],
    ['groups that are no text', () => rules.write('groups.yaml', '\u0000'), 'groups.yaml'],
  ])('refuses %s, with the place', async (_what, spoil, file) => {
    const { live, look } = await start('auto');
    await spoil();
    const status = await look();
    expect(status?.state).toBe('refused');
    expect(status?.diagnostics[0]).toMatchObject({ severity: 'error', file, line: expect.any(Number) });
    expect(live.current().hash).toBe(original);
    expect(await history()).toHaveLength(1);
  });

  it('does not undo a rollback: not by a look, not by a start, only by the next change', async () => {
    const first = await start('auto');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    const edited = (await first.look())?.hash as string;
    const back = { kind: 'rollback', who: 'analyst', why: 'too soon', hash: original } as const;
    await rollBackRulebook({ database, now: Date.now }, back);
    await first.live.follow(original);
    expect(await first.look()).toMatchObject({ state: 'waiting', hash: edited });
    const again = await start('auto');
    expect(again.live.current().hash).toBe(original);
    await rules.edit(AGREEMENT, 'value: 101', 'value: 102');
    expect(await again.look()).toMatchObject({ state: 'same' });
    expect((await history()).map(([kind]) => kind)).toEqual(['automatic', 'rollback', 'automatic', 'initial']);
  });

  it('publishes at a start what changed while nobody looked', async () => {
    await start('auto');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    const { folder, live } = await start('auto');
    expect(folder.status()).toMatchObject({ state: 'same', hash: live.current().hash });
    expect((await history()).map(([kind]) => kind)).toEqual(['automatic', 'initial']);
  });

  it('serves what is live at a start on a broken folder, but begins no database with one', async () => {
    await start('auto');
    await rules.write('groups.yaml', 'groups: [');
    const { folder, live } = await start('auto');
    expect([live.current().hash, folder.status().state]).toEqual([original, 'refused']);
    const other = connect('sqlite::memory:');
    await migrate(other);
    const settings = { folder: rules.folder, mode: 'auto', now: Date.now, heard: () => undefined } as const;
    const refused = openRules(other, new RulesFolder(other, checker, settings), rules.folder, Date.now);
    await expect(refused).rejects.toThrow(RulebookRefused);
    await other.destroy();
  });

  it('does not take turns with the folder of another process', async () => {
    const mine = await start('auto');
    const theirs = await copyRules();
    ends.push(theirs.remove);
    await theirs.edit(AGREEMENT, ...QUIET_EDIT);
    const other = await start('auto', theirs.folder);
    const edited = other.live.current().hash;
    await mine.live.follow(edited);
    for (let round = 0; round < 3; round++) {
      expect((await mine.look())?.state).toBe('waiting');
      expect((await other.look())?.state).toBe('same');
    }
    // Nor does a start of the one whose rules were live before.
    const restarted = await start('auto');
    expect(restarted.live.current().hash).toBe(edited);
    expect(await history()).toHaveLength(2);
  });

  it('does not bring back what was live long ago from a folder that never published', async () => {
    await start('auto');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    await start('auto');
    const old = await copyRules();
    ends.push(old.remove);
    const late = await start('auto', old.folder);
    expect(late.folder.status()).toMatchObject({ state: 'waiting', hash: original });
    expect(await history()).toHaveLength(2);
  });
});

describe('A folder that waits for somebody', () => {
  it('shows what is valid as waiting, and leaves what is live alone', async () => {
    const { live, look } = await start('manual');
    await rules.edit(AGREEMENT, ...QUIET_EDIT);
    expect(await look()).toMatchObject({ state: 'waiting', folder: rules.folder });
    expect(live.current().hash).toBe(original);
    const away = `${rules.folder}-away`;
    await rename(rules.folder, away);
    expect(await look()).toMatchObject({ state: 'refused', diagnostics: [{ code: 'no-folder' }] });
    await rename(away, join(rules.folder));
    expect((await look())?.state).toBe('waiting');
  });
});
