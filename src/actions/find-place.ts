import { spellingsAsked } from '../domain/gazetteer.js';
import { keysAsked } from '../domain/look-up-place.js';
import { type Candidate, type Closeness, candidatesOf } from '../domain/match-place.js';
import { nameKeys } from '../domain/name-skeleton.js';
import { nearest } from '../domain/nearest.js';
import { distanceKm, type Point } from '../domain/place.js';
import type { Database } from '../store/connect.js';
import { namesLike, placesByKeys } from '../store/gazetteer.js';
import type { Service } from './service.js';

/** A place that has the name, or may have it. */
export interface FoundPlace {
  readonly name: string;
  readonly pcode?: string;
  readonly lon: number;
  readonly lat: number;
  readonly radiusKm: number;
  readonly area?: string;
  readonly class?: string;
  /** By its code, by that name, by another spelling of it, or only by like consonants. */
  readonly matched: Closeness | 'pcode';
  /** The name of it that matched. */
  readonly spelling: string;
  /** From the point that was asked about. */
  readonly distanceKm?: number;
  readonly source: string;
  readonly licence: string | null;
  readonly load: string;
}

export interface FoundPlaces {
  readonly items: readonly FoundPlace[];
  /** How many more there are. */
  readonly more: number;
  /** When nothing was found: names that come near. */
  readonly nearest?: readonly string[];
}

/**
 * Somebody looks a name up, or a pcode.
 * @param near with a point, the nearest of equally close names come first
 * @param limit how many at the most
 */
export async function findPlace(
  { database }: Pick<Service, 'database'>,
  { name, near, limit }: { readonly name: string; readonly near?: Point | undefined; readonly limit: number },
): Promise<FoundPlaces> {
  const place = { name, pcode: name };
  const hits = await placesByKeys(database, keysAsked(place, spellingsAsked(name)));
  const candidates = candidatesOf([name], hits).map((candidate) => foundOf(candidate, near));
  const close = candidates.filter(({ matched }) => matched !== 'similar');
  // What only sounds alike is of use where nothing is nearer.
  const found = (close.length > 0 ? close : candidates).sort(
    (a, b) => rank(a) - rank(b) || (a.distanceKm ?? 0) - (b.distanceKm ?? 0),
  );
  const items = found.slice(0, limit);
  if (items.length > 0) return { items, more: found.length - items.length };
  const suggested = await nearestNames(database, nameKeys(name).skeleton);
  return { items, more: 0, ...(suggested.length > 0 ? { nearest: suggested } : {}) };
}

/** Names whose consonants come near, in whatever script the name was asked for. */
async function nearestNames(database: Database, skeleton: string): Promise<string[]> {
  const like = await namesLike(database, skeleton);
  const near = nearest(skeleton, new Set(like.map((each) => each.skeleton)));
  const names = near.flatMap((each) => like.filter((known) => known.skeleton === each).map((known) => known.name));
  return [...new Set(names)].slice(0, MOST_NEAREST);
}

const MOST_NEAREST = 5;
const ORDER: readonly FoundPlace['matched'][] = ['pcode', 'name', 'transliterated', 'similar'];
const rank = ({ matched }: FoundPlace) => ORDER.indexOf(matched);

function foundOf({ place, closeness, spelling }: Candidate, near: Point | undefined): FoundPlace {
  const { name, pcode, lon, lat, radiusKm, area, source, licence, load } = place;
  const away = near === undefined ? {} : { distanceKm: Math.round(distanceKm(near, [lon, lat]) * 10) / 10 };
  return {
    name,
    ...(pcode === undefined ? {} : { pcode }),
    lon,
    lat,
    radiusKm,
    ...(area === undefined ? {} : { area }),
    ...(place.class === undefined ? {} : { class: place.class }),
    matched: closeness ?? 'pcode',
    spelling,
    ...away,
    source,
    licence,
    load,
  };
}
