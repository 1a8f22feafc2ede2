import type { GazetteerScope } from '../domain/look-up-place.js';
import type { Database, Transaction } from './connect.js';

/** Every gazetteer that was ever loaded. Those that were not replaced are used. */

export interface GazetteerLoad {
  /** Of the file and of how it was read. */
  readonly hash: string;
  /** Of the bytes of the file. */
  readonly fileHash: string;
  readonly source: string;
  readonly licence: string | null;
  readonly places: number;
  readonly names: number;
  readonly countries: readonly string[];
  /** Of all areas. */
  readonly codes: readonly string[];
  /** Milliseconds since 1970; the last time, where it was loaded again after another. */
  readonly loadedAt: number;
  /** Null while its places are used. */
  readonly replacedAt: number | null;
}

export interface KeptLoad extends GazetteerLoad {
  readonly id: number;
}

/** Every load, the latest first. */
export async function gazetteerLoads(database: Database | Transaction): Promise<KeptLoad[]> {
  const rows = await database('gazetteer_loads').orderBy([
    { column: 'loaded_at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  return rows.map(loadOf);
}

/** The load with that hash, whether it is used or not. */
export async function loadByHash(database: Database | Transaction, hash: string): Promise<KeptLoad | undefined> {
  const row = await database('gazetteer_loads').where({ hash }).first();
  return row === undefined ? undefined : loadOf(row);
}

/** The loads of a source whose places are used: one, or none. */
export async function currentLoadsOf(database: Database | Transaction, source: string): Promise<KeptLoad[]> {
  const rows = await database('gazetteer_loads').where({ source }).whereNull('replaced_at');
  return rows.map(loadOf);
}

/** Adds a load, or brings back one that was replaced. Only under the lock of the revision. @returns its number */
export async function keepLoad(transaction: Transaction, load: GazetteerLoad): Promise<number> {
  const row = {
    hash: load.hash,
    file_hash: load.fileHash,
    source: load.source,
    licence: load.licence,
    places: load.places,
    names: load.names,
    countries: JSON.stringify(load.countries),
    codes: JSON.stringify(load.codes),
    loaded_at: load.loadedAt,
    replaced_at: null,
  };
  const known = await transaction('gazetteer_loads').where({ hash: load.hash }).first('id');
  if (known !== undefined) {
    await transaction('gazetteer_loads').where({ id: known.id }).update(row);
    return Number(known.id);
  }
  const last = await transaction('gazetteer_loads').max({ id: 'id' }).first();
  const id = Number(last?.id ?? 0) + 1;
  await transaction('gazetteer_loads').insert({ id, ...row });
  return id;
}

/** Says how many names a load has, which is known when they are in. */
export async function countNames(transaction: Transaction, id: number, names: number): Promise<void> {
  await transaction('gazetteer_loads').where({ id }).update({ names });
}

/** From now on the places of the load are not used. */
export async function endLoad(transaction: Transaction, id: number, at: number): Promise<void> {
  await transaction('gazetteer_loads').where({ id }).update({ replaced_at: at });
}

/** A load never changes under its hash, so what it spans is read once for each. */
const scopes = new WeakMap<object, Map<string, GazetteerScope>>();

/** The countries and areas of all that is loaded. Costs one short query, and a longer one after each new load. */
export async function gazetteerScope(database: Database): Promise<GazetteerScope> {
  const rows = await database('gazetteer_loads').whereNull('replaced_at').orderBy('id').select('id', 'hash');
  const hashes = rows.map(({ hash }) => hash).join(' ');
  const known = scopes.get(database)?.get(hashes);
  if (known !== undefined) return known;
  const loads = await database('gazetteer_loads').whereIn(
    'id',
    rows.map(({ id }) => id),
  );
  const all = loads.map(loadOf);
  const scope = {
    countries: new Set(all.flatMap(({ countries }) => countries)),
    codes: new Set(all.flatMap(({ codes }) => codes)),
  };
  scopes.set(database, new Map([[hashes, scope]]));
  return scope;
}

const loadOf = (row: Record<string, unknown>): KeptLoad => ({
  id: Number(row.id),
  hash: String(row.hash),
  fileHash: String(row.file_hash),
  source: String(row.source),
  licence: row.licence === null ? null : String(row.licence),
  places: Number(row.places),
  names: Number(row.names),
  countries: JSON.parse(String(row.countries)),
  codes: JSON.parse(String(row.codes)),
  loadedAt: Number(row.loaded_at),
  replacedAt: row.replaced_at === null ? null : Number(row.replaced_at),
});
