import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submitMany } from '../../src/actions/submit-many.js';
import { ownEventOf } from '../../src/domain/event.js';
import type { Incident } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import type { Database } from '../../src/store/connect.js';
import { eventAround, incidentsOfEvent, regroup } from '../../src/store/event-members.js';
import { insertLinkDecisions, linkById, linksOf, listLinks } from '../../src/store/links.js';
import { listEvents } from '../../src/store/list-events.js';
import { insertRecord, recordById, recordsOf } from '../../src/store/records.js';
import { write } from '../../src/store/revision.js';
import type { OpenedStore, TestStore } from '../helpers/stores.js';

/** What every database must do for events, links and records. */
export function eventsSuite(store: TestStore, rulebook: () => Promise<Rulebook>): void {
  describe(`events on ${store.name}`, () => {
    let opened: OpenedStore;
    let database: Database;
    beforeEach(async () => {
      opened = await store.open();
      database = opened.database;
    });
    afterEach(() => opened.close());

    const submit = async (reports: Incident[], reporter = 'one', distinctEvents = false, on = database) => {
      const service = { database: on, now: () => 5 };
      const answers = await submitMany(service, await rulebook(), reporter, reports, { distinctEvents });
      return answers.map((answer) => {
        if ('problem' in answer) throw answer.problem;
        return answer.incident;
      });
    };
    const decide = (link: string, state: 'confirmed' | 'rejected') =>
      write(database, async (transaction, revision) => {
        const [number] = revision.take(1) as [number];
        await insertLinkDecisions(transaction, [{ link, number, state, by: 'desk', at: 5 }]);
        const { earlier, later } = (await linkById(transaction, link)) as NonNullable<
          Awaited<ReturnType<typeof linkById>>
        >;
        return regroup(transaction, [earlier.incident, later.incident]);
      });

    it('links reports of one chunk, of two chunks and of two reporters, each pair once', async () => {
      const [a, b] = await submit([report('a'), report('b')]);
      const [c] = await submit([report('a')], 'two');
      const pairs = (await linksOf(database, [c?.id ?? ''])).map(({ earlier, later }) => [
        earlier.incident,
        later.incident,
      ]);
      expect(pairs.sort()).toEqual(
        [
          [a?.id, c?.id],
          [b?.id, c?.id],
        ].sort(),
      );
      expect(await linksOf(database, [a?.id ?? '', b?.id ?? '', c?.id ?? ''])).toHaveLength(3);
    });

    it('links reports that come at once through two connections', async () => {
      const other = opened.again();
      const both = await Promise.all([submit([report('a')], 'one'), submit([report('a')], 'two', false, other)]);
      expect(await listLinks(database, { asOf: 99, limit: 9 })).toHaveLength(1);
      expect(both.flat()).toHaveLength(2);
    });

    it('does not link what one source codes as events of their own, but another source with it', async () => {
      await submit([report('a'), report('b')], 'coded', true);
      await submit([report('c')], 'coded', true);
      expect(await listLinks(database, { asOf: 99, limit: 9 })).toEqual([]);
      await submit([report('d')], 'coded');
      expect(await listLinks(database, { asOf: 99, limit: 9 })).toHaveLength(3);
      await submit([report('a')], 'other', true);
      expect(await listLinks(database, { asOf: 99, limit: 9 })).toHaveLength(7);
    });

    it('joins and parts events by confirmed links and by the name their reporters gave', async () => {
      const [a] = await submit([report('a', { event: 'The  Raid' })]);
      const [b] = await submit([report('b', { event: 'the raid', occurred: { from: '2016-05-01T00:00:00Z' } })]);
      const [c] = await submit([report('c', { occurred: { from: '2016-05-01T00:00:00Z' } })]);
      const ids = [a, b, c].map((each) => each?.id ?? '');
      const [first = '', , third = ''] = ids;
      expect(await incidentsOfEvent(database, ownEventOf(first))).toEqual(ids.slice(0, 2));
      const [link] = await linksOf(database, [third]);
      expect(await decide(link?.id ?? '', 'confirmed')).toEqual([third]);
      expect(await incidentsOfEvent(database, ownEventOf(first))).toEqual(ids);
      expect(await decide(link?.id ?? '', 'rejected')).toEqual([third]);
      expect(await eventAround(database, third)).toEqual({ event: ownEventOf(third), incidents: [third] });
      expect(await eventAround(database, 'inc_none')).toBeUndefined();
    });

    it('tells events as they are at one moment while they are joined and parted', async () => {
      const [a, b] = await submit([report('a'), report('b')]);
      const ids = [a?.id ?? '', b?.id ?? ''];
      const [link] = await linksOf(database, ids);
      const reading = opened.again();
      let over = false;
      const joining = (async () => {
        for (let round = 0; round < 40; round += 1)
          await decide(link?.id ?? '', round % 2 === 0 ? 'confirmed' : 'rejected');
        over = true;
      })();
      while (!over) {
        const events = await listEvents(reading, { asOf: 99, limit: 9 });
        expect(events.map(({ reports }) => reports)).toEqual(events.length === 1 ? [2] : [1, 1]);
        const around = await eventAround(reading, ids[1] ?? '');
        expect(around?.incidents).toEqual(around?.event === ownEventOf(ids[0] ?? '') ? ids : [ids[1]]);
      }
      await joining;
    });

    it('counts an event once and tells links as they were at a revision', async () => {
      const [a] = await submit([report('a', { event: 'x' }), report('b', { event: 'x' })]);
      const events = await listEvents(database, { asOf: 99, limit: 9 });
      expect(events).toMatchObject([{ id: ownEventOf(a?.id ?? ''), reports: 2, kinds: ['airstrike'], names: ['x'] }]);
      expect(await listEvents(database, { asOf: 0, limit: 9 })).toEqual([]);
      const [link] = await linksOf(database, [a?.id ?? '']);
      await decide(link?.id ?? '', 'rejected');
      const states = async (asOf: number) => (await listLinks(database, { asOf, limit: 9 })).map(({ state }) => state);
      expect(await states(link?.number ?? 0)).toEqual(['suspected']);
      expect(await states(99)).toEqual(['rejected']);
      expect(await listLinks(database, { asOf: 99, limit: 9, state: 'suspected' })).toEqual([]);
    });

    it('keeps records whole, and lets each be replaced once', async () => {
      const [a] = await submit([report('a')]);
      const subject = ownEventOf(a?.id ?? '');
      const record = {
        id: 'det_1',
        type: 'determination' as const,
        subject,
        number: 50,
        by: 'هيئة',
        body: { ب: [1] },
        hash: 'h',
        at: 7,
      };
      const add = (more: object) => write(database, (transaction) => insertRecord(transaction, { ...record, ...more }));
      await add({});
      expect(await recordById(database, 'det_1')).toEqual(record);
      await add({ id: 'det_2', number: 51, replaces: 'det_1' });
      await expect(add({ id: 'det_3', number: 52, replaces: 'det_1' })).rejects.toThrow();
      expect((await recordsOf(database, [subject], ['determination'])).map(({ id }) => id)).toEqual(['det_1', 'det_2']);
    });

    it('refuses to change or delete links, decisions, records and keys', async () => {
      const [a] = await submit([report('a'), report('b')]);
      const [link] = await linksOf(database, [a?.id ?? '']);
      await decide(link?.id ?? '', 'confirmed');
      await write(database, (transaction) =>
        insertRecord(transaction, {
          id: 'r',
          type: 'reply',
          subject: 's',
          number: 99,
          by: 'x',
          body: {},
          hash: 'h',
          at: 1,
        }),
      );
      for (const table of ['links', 'link_decisions', 'records', 'near_keys']) {
        await expect(database(table).update({ number: 7 })).rejects.toThrow(/append-only/);
        await expect(database(table).delete()).rejects.toThrow(/append-only/);
      }
    });
  });
}

const report = (reportId: string, change: Partial<Incident> = {}): Incident => ({
  reportId,
  occurred: { from: '2016-03-09T11:15:00+02:00', to: '2016-03-09T11:45:00+02:00' },
  place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2 },
  kind: 'airstrike',
  candidates: [{ actor: 'russian-aerospace-forces' }],
  ...change,
});
