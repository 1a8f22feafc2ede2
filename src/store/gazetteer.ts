import { type GazetteerPlace, type LoadedPlace, spellingsOf } from '../domain/gazetteer.js';
import type { Hit } from '../domain/match-place.js';
import type { Database, Transaction } from './connect.js';
import { insertRows } from './insert-rows.js';

/** Places and their names. Which of them count is said by their load, in gazetteer-loads.ts. */

/** Names are cut to what their columns hold; so is what is asked for. */
const MOST_KEY = 300;
const key = (text: string) => text.slice(0, MOST_KEY);

/**
 * Adds the places of a load.
 * @param load the number of the load
 * @returns how many names they are found by
 */
export async function insertPlaces(
  transaction: Transaction,
  load: number,
  places: readonly GazetteerPlace[],
): Promise<number> {
  await insertRows(
    transaction,
    'gazetteer_places',
    places.map((place, number) => ({
      load,
      number,
      name: place.name,
      pcode: place.pcode ?? null,
      lon: place.lon,
      lat: place.lat,
      radius_km: place.radiusKm,
      area: place.area ?? null,
      codes: JSON.stringify(place.codes),
      country: place.country,
      class: place.class ?? null,
    })),
  );
  const names = places.flatMap((place, number) =>
    spellingsOf(place).map(({ name, fold, skeleton }) => ({
      load,
      place: number,
      name,
      fold: key(fold),
      skeleton: key(skeleton),
    })),
  );
  await insertRows(transaction, 'gazetteer_names', names);
  return names.length;
}

/** Takes the places of a load away; the load itself stays. */
export async function deletePlaces(transaction: Transaction, load: number): Promise<void> {
  await transaction('gazetteer_names').where({ load }).delete();
  await transaction('gazetteer_places').where({ load }).delete();
}

/** What places are asked by. */
export interface PlaceKeys {
  readonly folds: readonly string[];
  readonly skeletons: readonly string[];
  readonly pcodes: readonly string[];
}

/** SQLite takes 32,766 values in one statement. */
const MOST_AT_ONCE = 20_000;

/** The places that share a key, with the name that does; one query, however many reports ask together. */
export async function placesByKeys(database: Database | Transaction, keys: PlaceKeys): Promise<Hit[]> {
  const { folds, skeletons, pcodes } = keys;
  if (folds.length + skeletons.length + pcodes.length === 0) return [];
  if (folds.length + skeletons.length + pcodes.length > MOST_AT_ONCE)
    throw new Error(`more than ${MOST_AT_ONCE} keys of places were asked for at once`);
  const columns = ['p.*', 'l.hash as load_hash', 'l.source', 'l.licence'];
  const current = () =>
    database('gazetteer_places as p').join('gazetteer_loads as l', 'l.id', 'p.load').whereNull('l.replaced_at');
  const byName = (column: 'n.fold' | 'n.skeleton', values: readonly string[]) =>
    current()
      .join('gazetteer_names as n', (join) => join.on('n.load', 'p.load').andOn('n.place', 'p.number'))
      .whereIn(column, values.map(key))
      .select(...columns, 'n.name as spelling', 'n.fold', 'n.skeleton');
  const byCode = current()
    .whereIn('p.pcode', [...pcodes])
    .select(
      ...columns,
      database.raw('null as spelling'),
      database.raw('null as fold'),
      database.raw('null as skeleton'),
    );
  // A name that shares both keys comes twice, which is cheaper than sorting them out here.
  const rows = await byName('n.fold', folds).unionAll([byName('n.skeleton', skeletons), byCode]);
  return rows.map(hitOf);
}

/** Names that begin with the same consonants, to offer what comes near a name that nothing has. */
export async function namesLike(
  database: Database | Transaction,
  skeleton: string,
  most = 2_000,
): Promise<{ readonly name: string; readonly skeleton: string }[]> {
  const start = skeleton.slice(0, 2);
  if (start === '') return [];
  const rows = await database('gazetteer_names as n')
    .join('gazetteer_loads as l', 'l.id', 'n.load')
    .whereNull('l.replaced_at')
    .where('n.skeleton', 'like', `${start}%`)
    .orderBy('n.skeleton')
    .limit(most)
    .select('n.name', 'n.skeleton');
  return rows.map((row) => ({ name: String(row.name), skeleton: String(row.skeleton) }));
}

function hitOf(row: Record<string, unknown>): Hit {
  const place: LoadedPlace = {
    key: `${row.load}/${row.number}`,
    name: String(row.name),
    names: [String(row.name)],
    pcode: row.pcode === null ? undefined : String(row.pcode),
    lon: Number(row.lon),
    lat: Number(row.lat),
    radiusKm: Number(row.radius_km),
    area: row.area === null ? undefined : String(row.area),
    codes: JSON.parse(String(row.codes)),
    country: String(row.country),
    class: row.class === null ? undefined : String(row.class),
    load: String(row.load_hash),
    source: String(row.source),
    licence: row.licence === null ? null : String(row.licence),
  };
  const spelling =
    row.spelling === null
      ? undefined
      : { name: String(row.spelling), fold: String(row.fold), skeleton: String(row.skeleton) };
  return { place, spelling };
}
