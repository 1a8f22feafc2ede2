import type { LoadedPlace, Spelling } from './gazetteer.js';
import { spellingsAsked } from './gazetteer.js';
import type { Place } from './incident.js';
import { spellingsAgree } from './name-skeleton.js';
import { distanceKm } from './place.js';

/** Which places of a gazetteer the place of a report may be. Pure: the gazetteer has been asked before. */

/** A place that shares a key with the report, and the name of it that does; undefined where it shares only its pcode. */
export interface Hit {
  readonly place: LoadedPlace;
  readonly spelling: Spelling | undefined;
}

/** How near a place's name comes to one that was asked for: the same, another spelling of it, or only like consonants. */
export type Closeness = 'name' | 'transliterated' | 'similar';
const CLOSENESSES: readonly Closeness[] = ['name', 'transliterated', 'similar'];

export interface Candidate {
  readonly place: LoadedPlace;
  /** Undefined where only the pcode is shared. */
  readonly closeness: Closeness | undefined;
  /** The name of it that matched. */
  readonly spelling: string;
  /** Which of the names asked for are this place's or may be, by their position. */
  readonly asked: ReadonlySet<number>;
}

/** The names that a report gives its place, in order. */
export const namesAsked = (place: Pick<Place, 'name' | 'names'>): string[] => [
  ...new Set([...(place.name == null ? [] : [place.name]), ...(place.names ?? [])]),
];

/**
 * The places behind the hits, each once, the closest first.
 * @param names as the report gives them
 */
export function candidatesOf(names: readonly string[], hits: readonly Hit[]): Candidate[] {
  const asked = names.map(spellingsAsked);
  const found = new Map<string, Candidate>();
  for (const { place, spelling } of hits) {
    let best = found.get(place.key) ?? { place, closeness: undefined, spelling: place.name, asked: new Set<number>() };
    for (const [position, spellings] of asked.entries()) {
      const closeness = spelling && closest(spellings.map((each) => closenessOf(each, spelling)));
      if (closeness === undefined) continue;
      const all = closeness === 'similar' ? best.asked : new Set([...best.asked, position]);
      const closer = best.closeness === undefined || rank(closeness) < rank(best.closeness);
      best = closer ? { place, closeness, spelling: spelling?.name ?? '', asked: all } : { ...best, asked: all };
    }
    found.set(place.key, best);
  }
  return [...found.values()].sort(
    (a, b) => rank(a.closeness) - rank(b.closeness) || (a.place.key < b.place.key ? -1 : 1),
  );
}

const rank = (closeness: Closeness | undefined) =>
  closeness === undefined ? CLOSENESSES.length : CLOSENESSES.indexOf(closeness);
const closest = (all: readonly (Closeness | undefined)[]) => [...all].sort((a, b) => rank(a) - rank(b))[0];

function closenessOf(asked: Spelling, known: Spelling): Closeness | undefined {
  if (asked.fold === known.fold) return 'name';
  if (asked.skeleton === '' || asked.skeleton !== known.skeleton) return undefined;
  return spellingsAgree(asked.name, known.name) ? 'transliterated' : 'similar';
}

/** Entries of two sources, or two parts of one town, that lie so near each other are taken together. */
const TOGETHER_KM = 5;

/** A disc that surely covers all of the places, or undefined where they lie too far apart to be one. */
export function coveringDisc(
  places: readonly LoadedPlace[],
): { lon: number; lat: number; radiusKm: number } | undefined {
  const [first] = places;
  if (first === undefined) return undefined;
  const { lon, lat } = first;
  const away = places.map((place) => distanceKm([lon, lat], [place.lon, place.lat]));
  if (away.some((km) => km > TOGETHER_KM)) return undefined;
  const reach = Math.max(...places.map(({ radiusKm }, index) => radiusKm + (away[index] ?? 0)));
  // Rounded up, so that it still covers.
  return { lon, lat, radiusKm: Math.ceil(reach * 100) / 100 };
}
