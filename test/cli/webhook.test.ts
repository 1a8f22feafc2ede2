import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as webhook from '../../src/cli/webhook.js';
import { type Receiver, startReceiver } from '../helpers/receivers.js';
import { fillSmallRecord } from '../helpers/small-record.js';
import { type OpenedStore, stores } from '../helpers/stores.js';
import { runCommand } from './run-command.js';

let store: OpenedStore;
let receiver: Receiver;
const truce = (...words: string[]) => runCommand(['webhook', ...words, '--database', store.url], [webhook]);

beforeAll(async () => {
  store = (await stores.find(({ name }) => name === 'SQLite')?.open()) as OpenedStore;
  await fillSmallRecord(store.database);
  receiver = await startReceiver();
});
beforeEach(() => void vi.stubEnv('TRUCE_WEBHOOK_ALLOW', `127.0.0.1:${receiver.port}`));
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  await receiver.close();
  await store.close();
});

it('adds, shows, tests, replays, rotates, disables, enables and removes', async () => {
  expect(await truce('list')).toMatchObject({ code: 0, out: 'There are no webhooks.\n' });
  const added = await truce('add', `http://127.0.0.1:${receiver.port}/`, '--description', 'ours', '--after', '0');
  expect(added).toMatchObject({ code: 0, err: expect.stringContaining('not encrypted') });
  const [, id = ''] = /^(whk_\S+): enabled/.exec(added.out) ?? [];
  const [, secret = ''] = /secret (whsec_\S+)/.exec(added.out) ?? [];
  expect(secret).not.toBe('');
  const shown = await truce('show', id);
  expect(shown.out).toContain('coarse places');
  expect(shown.out).not.toContain(secret);

  expect(await truce('test', id)).toMatchObject({ code: 0, out: expect.stringMatching(/was taken \(204\)/) });
  receiver.answer = () => 500;
  const replayed = await truce('replay', id, '--change', '1');
  expect(replayed).toMatchObject({ code: 1, out: expect.stringContaining('the answer was 500') });
  const attempts = await truce('deliveries', id);
  expect(attempts.out.split('\n')).toMatchObject([
    expect.stringMatching(/^ {5}2 {2}\S+ {2}change 1 again, attempt 1: the answer was 500, \d+ ms$/),
    expect.stringMatching(/^ {5}1 {2}\S+ {2}test, attempt 1: taken \(204\), \d+ ms$/),
    '',
  ]);
  expect(JSON.parse((await truce('deliveries', id, '--failed', '--json')).out).items).toHaveLength(1);

  const rotated = await truce('rotate', id, '--keep-old', '0');
  expect(rotated.out).toMatch(/secret whsec_/);
  expect(rotated.out).not.toContain(secret);
  expect((await truce('disable', id, '--why', 'the map moves')).out).toContain('the map moves');
  expect((await truce('list')).out).toContain('disabled: the map moves');
  expect((await truce('enable', id, '--after', '3')).out).toContain('come to change 3');
  expect((await truce('replay', id, '--after', '1')).out).toContain('come to change 1');
  expect((await truce('set', id, '--exact', '--no-description')).out).toContain('exact places');
  expect(await truce('remove', id)).toMatchObject({ code: 0, out: `${id} is removed\n` });
  expect(await truce('show', id)).toMatchObject({ code: 2, err: expect.stringContaining('There is no webhook') });
});

it('tells what is wrong with what was typed', async () => {
  const inner = await truce('add', 'http://10.0.0.1/');
  expect(inner).toMatchObject({ code: 2, err: expect.stringContaining('10.0.0.1 is a private address') });
  const both = await truce('replay', 'whk_x', '--change', '1', '--after', '1');
  expect(both).toMatchObject({ code: 2, err: expect.stringContaining('either `change` or `after`') });
  expect(await truce('set', 'whk_x')).toMatchObject({ code: 2, err: expect.stringContaining('must change something') });
  expect((await truce('replay', 'whk_x', '--after', 'yesterday')).code).toBe(2);
});
