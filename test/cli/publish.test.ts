import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as publish from '../../src/cli/publish.js';
import * as rulebook from '../../src/cli/rulebook.js';
import { copyRules, type RulesCopy } from '../helpers/rules-copy.js';
import { smallRules } from '../helpers/small-record.js';
import { type OpenedStore, stores } from '../helpers/stores.js';
import { runCommand } from './run-command.js';

let rules: RulesCopy;
let store: OpenedStore;
beforeAll(async () => {
  rules = await copyRules();
  const [sqlite] = stores;
  if (sqlite === undefined) throw new Error('there is no SQLite');
  store = await sqlite.open();
});
afterAll(async () => {
  await store.close();
  await rules.remove();
});

const truce = (...words: string[]) => runCommand([...words, '--database', store.url], [publish, rulebook]);
const why = ['--why', 'the text says so', '--who', 'analyst'];

describe('truce publish, rollback and rulebook', () => {
  it('make a folder live, show it with its history, and go back by the beginning of a hash', async () => {
    const none = await truce('rulebook', '--rules', rules.folder);
    expect(none.out).toMatch(/Nothing was published yet/);
    const first = await truce('publish', rules.folder, ...why);
    expect([first.code, first.out]).toEqual([0, `${smallRules().hash} is live (publication 1)\n`]);
    await rules.edit('example/agreement.yaml', 'value: 100', 'value: 101');
    expect((await truce('rulebook', '--rules', rules.folder)).out).toMatch(
      /which is not live; truce publish makes it so/,
    );
    const second = JSON.parse((await truce('publish', rules.folder, ...why, '--json')).out);
    expect(second).toMatchObject({ published: true, publication: { number: 2, previous: smallRules().hash } });
    expect((await truce('publish', rules.folder, ...why)).out).toMatch(/was live already; nothing was changed/);
    const back = await truce('rollback', smallRules().hash.slice(0, 15), ...why);
    expect([back.code, back.out]).toEqual([0, expect.stringContaining(`${smallRules().hash} is live in place of`)]);
    const shown = JSON.parse((await truce('rulebook', '--rules', rules.folder, '--json')).out);
    expect(shown).toMatchObject({
      rulebook: smallRules().hash,
      folder: { state: 'waiting', rulebook: second.rulebook },
    });
    expect(shown.publications.map(({ kind, who }: { kind: string; who: string }) => [kind, who])).toEqual([
      ['rollback', 'analyst'],
      ['publish', 'analyst'],
      ['publish', 'analyst'],
    ]);
  });

  it('exit 2 on a hash that nobody knows, on one that is too short, without a reason, and when another is live', async () => {
    expect((await truce('rollback', 'sha256:ffffffff', ...why)).err).toMatch(/No rulebook is kept under/);
    expect((await truce('rollback', 'ff', ...why)).code).toBe(2);
    expect((await truce('rollback', 'ffff')).code).toBe(2);
    const late = await truce('publish', rules.folder, ...why, '--if-live', 'sha256:0000');
    expect([late.code, late.err]).toEqual([2, expect.stringContaining('nothing was changed')]);
  });

  it('exit 1 when a case fails and 3 when the folder does not load, with the place', async () => {
    await rules.edit('example/cases.yaml', 'outcome: exempt', 'outcome: violation');
    const failed = await truce('publish', rules.folder, ...why);
    expect([failed.code, failed.err]).toEqual([
      1,
      expect.stringContaining('case EX-1 fails: north: outcome should be'),
    ]);
    await rules.write('groups.yaml', 'groups: [');
    const refused = await truce('publish', rules.folder, ...why);
    expect([refused.code, refused.err]).toEqual([3, expect.stringMatching(/groups\.yaml:1:\d+/)]);
    expect((await truce('rulebook', '--rules', rules.folder)).out).toMatch(/could not go live:\n {2}groups\.yaml:1:/);
  });
});
