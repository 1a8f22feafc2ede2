import type { GazetteerPlace } from '../domain/gazetteer.js';
import { NAME_KEYS } from '../domain/name-skeleton.js';
import { hashOf } from '../engine/hash.js';
import { deletePlaces, insertPlaces } from '../store/gazetteer.js';
import {
  countNames,
  currentLoadsOf,
  endLoad,
  type GazetteerLoad,
  gazetteerLoads,
  keepLoad,
  loadByHash,
} from '../store/gazetteer-loads.js';
import { write } from '../store/revision.js';
import type { Service } from './service.js';

/** A file that has been read, with what the operator says of it. */
export interface GazetteerFile {
  readonly places: readonly GazetteerPlace[];
  /** sha256: and 64 hexadecimal digits, of the bytes of the file. */
  readonly fileHash: string;
  /** Whose file it is; a later file of the same source takes its place. */
  readonly source: string;
  readonly licence: string | null;
  /** How it was read: columns and radius, so that reading it otherwise is another load. */
  readonly how: unknown;
}

export interface LoadedGazetteer {
  readonly load: GazetteerLoad;
  /** Whether it was there before, and nothing was changed. */
  readonly unchanged: boolean;
  /** The load whose places it took the place of. */
  readonly replaced: GazetteerLoad | undefined;
}

/**
 * An operator loads a gazetteer: all of it in one transaction, in place of the earlier load of that source. Loading the
 * same again changes nothing. Reports that are in the record stay as they were judged.
 */
export async function loadGazetteer(
  { database, now }: Pick<Service, 'database' | 'now'>,
  who: string,
  { places, fileHash, source, licence, how }: GazetteerFile,
): Promise<LoadedGazetteer> {
  const hash = hashOf({ file: fileHash, source, licence, how, keys: NAME_KEYS });
  return write(database, async (transaction, revision) => {
    const known = await loadByHash(transaction, hash);
    if (known !== undefined && known.replacedAt === null) return { load: known, unchanged: true, replaced: undefined };
    const at = now();
    const before = await currentLoadsOf(transaction, source);
    for (const { id } of before) {
      await deletePlaces(transaction, id);
      await endLoad(transaction, id, at);
    }
    const load: GazetteerLoad = {
      hash,
      fileHash,
      source,
      licence,
      places: places.length,
      names: 0,
      countries: [...new Set(places.map(({ country }) => country))].sort(),
      codes: [...new Set(places.flatMap(({ codes }) => codes))].sort(),
      loadedAt: at,
      replacedAt: null,
    };
    const id = await keepLoad(transaction, load);
    const names = await insertPlaces(transaction, id, places);
    await countNames(transaction, id, names);
    const [replaced] = before;
    const was = replaced === undefined ? {} : { before: replaced.hash };
    revision.record({ at, who, what: 'gazetteer-loaded', subject: source, ...was, after: hash });
    return { load: { ...load, names }, unchanged: false, replaced };
  });
}

/** An operator asks what is loaded and what was. The latest first. */
export async function readGazetteerLoads({ database }: Pick<Service, 'database'>): Promise<GazetteerLoad[]> {
  return gazetteerLoads(database);
}
