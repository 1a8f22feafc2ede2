import { afterAll, describe, expect, it } from 'vitest';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import {
  BANDITS_OF_THE_SOUTH,
  EXAMPLE_LATER,
  fillRecord,
  GROUND_ELSEWHERE,
  GUNS_OF_80,
  goesLive,
  NORTH_ALWAYS,
  REWORDED,
  reassessAll,
  rulesWith,
  SECOND_BINDS_THE_SOUTH,
  SECOND_EARLIER,
  SOMEBODY_KNOWN,
  whatStands,
  without,
} from '../helpers/reassessing.js';
import { stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

const REPORTS = 60;

describe.each(stores)('judging again on $name', ({ open }) => {
  const changes: readonly [what: string, before: Rulebook, after: Rulebook][] = [
    ['an acceptance without its condition', rulesWith(), rulesWith(NORTH_ALWAYS)],
    ['another bound', rulesWith(), rulesWith(GUNS_OF_80)],
    ['an agreement that begins earlier', rulesWith(), rulesWith(SECOND_EARLIER)],
    ['an agreement that begins later', rulesWith(), rulesWith(EXAMPLE_LATER)],
    ['an agreement that is new', without(rulesWith(), 'second'), rulesWith()],
    ['an agreement that is gone', rulesWith(), without(rulesWith(), 'second')],
    ['several changes at once', rulesWith(), rulesWith(GUNS_OF_80, NORTH_ALWAYS, SECOND_EARLIER)],
    ['words that no judgement reads', rulesWith(), rulesWith(REWORDED)],
    ['a group that is part of another', rulesWith(), rulesWith(BANDITS_OF_THE_SOUTH)],
    ['a group that nobody knew', rulesWith(), rulesWith(SOMEBODY_KNOWN)],
    ['another ground', rulesWith(), rulesWith(GROUND_ELSEWHERE)],
  ];

  it.each(changes)(
    '%s: what stands then is what a fresh import under the new rulebook gives',
    async (_, before, after) => {
      const [store, fresh] = [await open(), await open()];
      await fillRecord(store.database, before, REPORTS);
      await fillRecord(fresh.database, after, REPORTS);
      await goesLive(store.database, before, after);
      const end = (await reassessAll(store.database)).at(-1);
      expect(end?.state).toBe('finished');
      expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
      const record = await recordToVerify(store.database);
      for await (const checked of verifyRecord(store.database, record, {}))
        expect([checked.verdictId, checked.notReplayed, checked.differences]).toEqual([
          checked.verdictId,
          undefined,
          [],
        ]);
      await store.close();
      await fresh.close();
    },
  );

  it('counts what it did, and does not even read what no change can touch', async () => {
    const store = await open();
    await fillRecord(store.database, rulesWith(), REPORTS);
    const under = async (agreement: string) =>
      Number((await store.database('verdicts').where({ agreement }).whereNull('ended').count({ rows: '*' }))[0]?.rows);

    // Words that no verdict shows: nothing is judged, and every verdict stands as it was.
    const stood = await store.database('verdicts').orderBy('number').pluck('id');
    await goesLive(store.database, rulesWith(), rulesWith(REWORDED));
    const words = (await reassessAll(store.database)).at(-1);
    expect(words).toMatchObject({ judged: 0, superseded: 0, added: 0, ended: 0, state: 'finished' });
    expect(await store.database('verdicts').orderBy('number').pluck('id')).toEqual(stood);

    // A term of one agreement: only incidents that stand under it are read.
    await goesLive(store.database, rulesWith(REWORDED), rulesWith(REWORDED, SECOND_BINDS_THE_SOUTH));
    const term = (await reassessAll(store.database)).at(-1);
    expect(term?.looked).toBe(await under('second'));
    expect(term?.looked).toBeLessThan(REPORTS / 2);
    expect(term?.flipped).toBeGreaterThan(0);

    // An agreement that begins earlier may touch any incident; those that it then touches get a verdict.
    const before = await under('second');
    const edited = rulesWith(REWORDED, SECOND_BINDS_THE_SOUTH, SECOND_EARLIER);
    await goesLive(store.database, rulesWith(REWORDED, SECOND_BINDS_THE_SOUTH), edited);
    const earlier = (await reassessAll(store.database)).at(-1);
    expect(earlier).toMatchObject({ looked: REPORTS - 1, added: (await under('second')) - before, ended: 0 });
    expect(earlier?.added).toBeGreaterThan(0);

    // And when it is gone, all its verdicts end.
    const standing = await under('second');
    await goesLive(store.database, edited, without(rulesWith(REWORDED), 'second'));
    const gone = (await reassessAll(store.database)).at(-1);
    expect(gone).toMatchObject({ added: 0, ended: standing });
    expect(await under('second')).toBe(0);
    await store.close();
  });
});
