import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RevisionWatch, watchRevisions } from '../../src/actions/revision-watch.js';
import type { Database } from '../../src/store/connect.js';
import { write } from '../../src/store/revision.js';
import { quiet } from '../helpers/quiet.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

const quick = { look: 5, beat: 20 };
/** The next revision that a follower is told; beats between are passed over. */
async function nextRevision(following: AsyncGenerator<number | 'beat', void>): Promise<number> {
  for (;;) {
    const { value } = await following.next();
    if (typeof value === 'number') return value;
  }
}
const never = new AbortController().signal;

afterAll(stopStores);

describe.each(stores.map((store) => [store.name, store] as const))(
  'the watch over the revision on %s',
  (_name, store) => {
    let opened: OpenedStore;
    let database: Database;
    let watch: RevisionWatch;
    let looks: number;
    beforeEach(async () => {
      opened = await store.open();
      database = opened.again();
      watch = watchRevisions(database, quick);
      looks = 0;
      database.on('query', () => {
        looks += 1;
      });
    });
    afterEach(async () => {
      await watch.close();
      await opened.close();
    });
    const grow = (count = 1) => write(opened.database, async (_transaction, revision) => revision.take(count).at(-1));

    it('wakes whoever waits when another process stores something', async () => {
      const waiting = Promise.all([watch.beyond(0, never), watch.beyond(2, never)]);
      await grow(3);
      await waiting;
    });

    it('does not wake for what the waiter knows', async () => {
      await grow(3);
      const woken: number[] = [];
      const three = watch.beyond(3, never).then(() => woken.push(3));
      await watch.beyond(2, never).then(() => woken.push(2));
      await grow();
      await three;
      expect(woken).toEqual([2, 3]);
    });

    it('asks for one row for all that wait, and for nothing when nobody does', async () => {
      const gone = new AbortController();
      setMaxListeners(0, gone.signal);
      const waiting = Array.from({ length: 1000 }, () => watch.beyond(0, gone.signal));
      while (looks === 0) await pause(quick.look);
      // Each of a thousand asking by itself would have asked a thousand times by now.
      expect(looks).toBeLessThan(100);
      gone.abort();
      await Promise.all(waiting);
      await quiet(database);
    });

    it('hands on what the database threw, and is of use again when it answers again', async () => {
      await database.schema.renameTable('revision', 'away');
      await expect(watch.beyond(0, never)).rejects.toThrow(/revision/);
      await database.schema.renameTable('away', 'revision');
      const waiting = watch.beyond(0, never);
      await grow();
      await waiting;
    });

    it('tells a follower the latest only, however much went by while it was busy', async () => {
      await grow(7);
      const following = watch.follow(-1, never);
      expect(await nextRevision(following)).toBe(7);
      const waiting = watch.beyond(107, never);
      for (let step = 0; step < 100; step += 1) await grow();
      await grow();
      await waiting;
      expect(await nextRevision(following)).toBe(108);
      expect((await following.next()).value).toBe('beat');
      await following.return();
    });

    it('tells a follower nothing that it knows', async () => {
      await grow(7);
      const following = watch.follow(7, never);
      expect((await following.next()).value).toBe('beat');
      await grow();
      expect(await nextRevision(following)).toBe(8);
    });

    it('keeps a follower while the database does not answer', async () => {
      const following = watch.follow(0, never);
      const next = following.next();
      await database.schema.renameTable('revision', 'away');
      await pause(quick.look * 10);
      await database.schema.renameTable('away', 'revision');
      await grow();
      const first = (await next).value;
      expect(typeof first === 'number' ? first : await nextRevision(following)).toBe(1);
    });

    it('lets everybody go when it is closed or they are gone', async () => {
      const gone = new AbortController();
      const leaving = watch.follow(0, gone.signal).next();
      gone.abort();
      expect((await leaving).done).toBe(true);
      const waiting = watch.beyond(0, never);
      const following = watch.follow(0, never).next();
      await watch.close();
      await waiting;
      expect((await following).done).toBe(true);
      await watch.beyond(0, never);
      expect(watch.closed()).toBe(true);
    });
  },
);
