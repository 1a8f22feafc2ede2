import { afterAll, describe, expect, it } from 'vitest';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import {
  EXAMPLE_LATER,
  fillRecord,
  GUNS_OF_80,
  goesLive,
  NORTH_ALWAYS,
  REWORDED,
  reassessAll,
  rulesWith,
  SECOND_EARLIER,
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
});
