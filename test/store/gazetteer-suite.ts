import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlace } from '../../src/actions/find-place.js';
import { type GazetteerFile, loadGazetteer, readGazetteerLoads } from '../../src/actions/load-gazetteer.js';
import type { GazetteerPlace } from '../../src/domain/gazetteer.js';
import type { Database } from '../../src/store/connect.js';
import { namesLike, placesByKeys } from '../../src/store/gazetteer.js';
import { currentLoadsOf, gazetteerScope, loadByHash } from '../../src/store/gazetteer-loads.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';
import type { TestStore } from '../helpers/stores.js';

const place = (name: string, pcode: string, more: Partial<GazetteerPlace> = {}): GazetteerPlace => ({
  name,
  names: [name],
  pcode,
  lon: 36.6,
  lat: 35.37,
  radiusKm: 5,
  area: 'SY05',
  codes: ['SY', 'SY05'],
  country: 'SY',
  ...more,
});
const file = (change: Partial<GazetteerFile> = {}): GazetteerFile => ({
  places: [place('Kafr Zeita', 'C3463', { names: ['Kafr Zeita', 'كفر زيتا'] }), place('Latmana', 'C3458')],
  fileHash: 'sha256:1',
  source: 'test',
  licence: 'CC BY 4.0',
  how: {},
  ...change,
});

/** What every database must do for the gazetteer. */
export function gazetteerSuite(store: TestStore): void {
  describe(`the gazetteer on ${store.name}`, () => {
    let opened: Awaited<ReturnType<TestStore['open']>>;
    let database: Database;
    beforeEach(async () => {
      opened = await store.open();
      database = opened.database;
    });
    afterEach(() => opened.close());

    let clock = 1_000;
    const load = (change: Partial<GazetteerFile> = {}) =>
      loadGazetteer({ database, now: () => ++clock }, 'operator', file(change));
    const namesOf = async (...folds: string[]) =>
      (await placesByKeys(database, { folds, skeletons: [], pcodes: [] })).map((hit) => hit.place.name);

    it('finds places by fold, by skeleton and by pcode in one query, each with its load', async () => {
      const { load: loaded } = await load();
      const hits = await placesByKeys(database, { folds: ['latmana'], skeletons: ['kfrzd'], pcodes: ['C3458', 'C1'] });
      expect(hits.map(({ place: { name }, spelling }) => [name, spelling?.name ?? '']).sort()).toEqual([
        ['Kafr Zeita', 'Kafr Zeita'],
        ['Kafr Zeita', 'كفر زيتا'],
        ['Latmana', ''],
        ['Latmana', 'Latmana'],
      ]);
      expect(hits[0]?.place).toMatchObject({
        load: loaded.hash,
        source: 'test',
        licence: 'CC BY 4.0',
        codes: ['SY', 'SY05'],
      });
      expect(await placesByKeys(database, { folds: [], skeletons: [], pcodes: [] })).toEqual([]);
    });

    it('changes nothing when the same is loaded again', async () => {
      const first = await load();
      const second = await load();
      expect(first.unchanged).toBe(false);
      expect(second).toEqual({ load: expect.objectContaining(first.load), unchanged: true, replaced: undefined });
      expect(await namesOf('latmana')).toEqual(['Latmana']);
    });

    it('puts a newer file of the source in place of the earlier one, which stays known by its hash', async () => {
      const { load: old } = await load();
      const { load: fresh, replaced } = await load({
        fileHash: 'sha256:2',
        places: [place('Latmana', 'C3458', { lon: 36.7 })],
      });
      expect(replaced?.hash).toBe(old.hash);
      expect(await namesOf('latmana', 'kafrzaita')).toEqual(['Latmana']);
      expect((await currentLoadsOf(database, 'test')).map(({ hash }) => hash)).toEqual([fresh.hash]);
      expect(await loadByHash(database, old.hash)).toMatchObject({ places: 2, names: 3, licence: 'CC BY 4.0' });
      expect((await loadByHash(database, old.hash))?.replacedAt).not.toBeNull();
      expect((await readGazetteerLoads({ database })).map(({ hash }) => hash)).toEqual([fresh.hash, old.hash]);
    });

    it('brings an earlier file back when it is loaded once more', async () => {
      const { load: old } = await load();
      await load({ fileHash: 'sha256:2', places: [place('Elsewhere', 'C9')] });
      const back = await load();
      expect(back).toMatchObject({ unchanged: false, load: { hash: old.hash } });
      expect(await namesOf('latmana', 'ilsawhira')).toEqual(['Latmana']);
      expect(await readGazetteerLoads({ database })).toHaveLength(2);
    });

    it('keeps the files of several sources beside each other', async () => {
      await load();
      await load({
        source: 'other',
        fileHash: 'sha256:2',
        places: [place('Beirut', 'B1', { country: 'LB', codes: ['LB'] })],
      });
      expect(await namesOf('latmana', 'bairut')).toHaveLength(2);
      const scope = await gazetteerScope(database);
      expect([...scope.countries].sort()).toEqual(['LB', 'SY']);
      expect([...scope.codes].sort()).toEqual(['LB', 'SY', 'SY05']);
    });

    it('sees what another process loads', async () => {
      const other = opened.again();
      expect([...(await gazetteerScope(database)).countries]).toEqual([]);
      await loadGazetteer({ database: other, now: () => 1 }, 'operator', file());
      expect([...(await gazetteerScope(database)).countries]).toEqual(['SY']);
      expect(await namesOf('latmana')).toEqual(['Latmana']);
    });

    it('leaves everything as it was when a load fails half way', async () => {
      await load();
      const broken = { ...place('Broken', 'C1'), name: null } as unknown as GazetteerPlace;
      await expect(load({ fileHash: 'sha256:2', places: [place('New', 'C2'), broken] })).rejects.toThrow();
      expect(await namesOf('latmana', 'naw')).toEqual(['Latmana']);
      expect(await readGazetteerLoads({ database })).toHaveLength(1);
    });

    it('writes each load into the journal', async () => {
      const { load: loaded } = await load();
      const [entry] = await database('journal').where({ what: 'gazetteer-loaded' });
      expect(entry).toMatchObject({ who: 'operator', subject: 'test', after: loaded.hash });
      await expectSoundJournal(database);
    });

    it('finds a place with how it matched and its distance, and offers names that come near', async () => {
      await load();
      const found = await findPlace({ database }, { name: 'كفر زيتا', near: [36.6, 35.28], limit: 10 });
      expect(found).toMatchObject({ more: 0, items: [{ name: 'Kafr Zeita', matched: 'name', distanceKm: 10 }] });
      expect((await findPlace({ database }, { name: 'C3458', limit: 10 })).items).toMatchObject([{ matched: 'pcode' }]);
      expect(await findPlace({ database }, { name: 'لطمين', limit: 10 })).toMatchObject({
        items: [{ matched: 'similar' }],
      });
      expect(await findPlace({ database }, { name: 'Latmaya', limit: 10 })).toEqual({
        items: [],
        more: 0,
        nearest: ['Latmana'],
      });
      expect(await namesLike(database, '')).toEqual([]);
    });
  });
}
