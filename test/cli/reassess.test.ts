import { afterAll, beforeAll, expect, it } from 'vitest';
import * as reassess from '../../src/cli/reassess.js';
import { openReassessments } from '../../src/store/reassessments.js';
import { fillRecord, goesLive, rulesWith, SECOND_BINDS_THE_SOUTH } from '../helpers/reassessing.js';
import { type OpenedStore, stores } from '../helpers/stores.js';
import { runCommand } from './run-command.js';

let store: OpenedStore;
const truce = (...words: string[]) => runCommand(['reassess', ...words, '--database', store.url], [reassess]);

beforeAll(async () => {
  store = (await stores.find(({ name }) => name === 'SQLite')?.open()) as OpenedStore;
  await fillRecord(store.database, rulesWith(), 40);
});
afterAll(() => store.close());

it('says that nothing is left, before anything was published and after it was judged again', async () => {
  expect(await truce()).toMatchObject({ code: 0, out: 'Nothing is left to be judged again.\n' });
  expect(await truce('--status')).toMatchObject({ code: 0, out: 'Nothing was ever planned to be judged again.\n' });
});

it('runs what a publish left, tells what came of it, and then nothing is left', async () => {
  await goesLive(store.database, rulesWith(), rulesWith(SECOND_BINDS_THE_SOUTH));
  const planned = await truce('--status');
  expect(planned).toMatchObject({ code: 0, out: expect.stringMatching(/rea_\S+: planned at /) });
  const ran = await truce();
  expect(ran).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: finished at .*\n {2}rulebook sha256:\w+, published by an-analyst/),
  });
  expect(ran.out).toMatch(/\d+ superseded \([1-9]\d* with another outcome, \d+ with another possibility\)/);
  expect(await openReassessments(store.database)).toEqual([]);
  expect(await truce('--json')).toMatchObject({ code: 0, out: '{ "left": false }\n' });
  const { items } = JSON.parse((await truce('--status', '--json')).out);
  expect(items).toMatchObject([{ state: 'finished', share: 1, superseded: expect.any(Number) }]);
});

it('wants a database that is there', async () => {
  const answer = await runCommand(['reassess', '--database', 'sqlite:/nowhere/at-all.sqlite'], [reassess]);
  expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('/nowhere') });
});
