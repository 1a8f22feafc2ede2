import { nameKeys } from './name-skeleton.js';

/** The places of a gazetteer: what an operator loads so that a name can be given coordinates. */

/** A place as its file gives it. Longitude and latitude in degrees (WGS84). */
export interface GazetteerPlace {
  /** The name to show. */
  readonly name: string;
  /** Every name, the one to show among them. */
  readonly names: readonly string[];
  readonly pcode?: string | undefined;
  readonly lon: number;
  readonly lat: number;
  /** The place lies surely within so many kilometres of its point. */
  readonly radiusKm: number;
  /** The code of its first-level area, such as SY05. */
  readonly area?: string | undefined;
  /** The codes of all areas it lies in, from the country's down. */
  readonly codes: readonly string[];
  /** The country's code; empty when the file does not say. */
  readonly country: string;
  /** What kind of place it is, in the file's own words, such as Community or Town. */
  readonly class?: string | undefined;
}

/** A place as the record holds it. */
export interface LoadedPlace extends GazetteerPlace {
  /** Tells it apart from every other place that is loaded. */
  readonly key: string;
  /** The hash of the load that it came with. */
  readonly load: string;
  readonly source: string;
  readonly licence: string | null;
}

/** A name of a place with the keys it is found by. The skeleton is empty where only the whole name may match. */
export interface Spelling {
  readonly name: string;
  readonly fold: string;
  readonly skeleton: string;
}

/** What is taken as the reach of a place when the operator does not say. */
export const DEFAULT_RADIUS_KM = 5;
/** Nobody loads a place that is further across than this: it would be an area, not a place. */
export const MOST_RADIUS_KM = 200;

/** A built-up area of such a kind hardly reaches further from its middle; kilometres. */
const LEAST_RADIUS_KM: readonly (readonly [pattern: RegExp, km: number])[] = [
  [/capital|metropol/i, 20],
  [/\bcity\b|\bcities\b/i, 15],
  [/\btown\b/i, 8],
  [/village|hamlet|communit|settlement|neighbou?rhood|camp|farm/i, 3],
];
const LEAST_OF_ANY_KM = 2;

/** The least radius that surely covers a place of this class: a smaller one would make a firm answer of a rough point. */
export const leastRadiusKm = (placeClass: string | undefined): number =>
  LEAST_RADIUS_KM.find(([pattern]) => pattern.test(placeClass ?? ''))?.[1] ?? LEAST_OF_ANY_KM;

/**
 * The names a place is found by. OCHA writes the subdistrict in parentheses, `Duma (Hamra)`, and two names of one place
 * with a dash, `Maskana - Onaiza`, or a slash.
 */
export function spellingsOf({ names }: Pick<GazetteerPlace, 'names'>): Spelling[] {
  const found = new Map<string, Spelling>();
  const add = (name: string, whole = false) => {
    const { fold, skeleton } = nameKeys(name);
    const spelling = { name, fold, skeleton: whole ? '' : skeleton };
    if (fold !== '') found.set(`${fold} ${spelling.skeleton}`, spelling);
  };
  for (const name of names) {
    const bare = withoutQualifier(name);
    if (bare !== name) add(name, true);
    add(bare);
    const parts = bare.split(/\s+[-–/\\]\s+/);
    if (parts.length > 1) for (const part of parts) add(part);
  }
  return [...found.values()];
}

const withoutQualifier = (name: string): string => {
  const bare = name.replace(/\s*\([^)]*\)?\s*/g, ' ').trim();
  return bare === '' ? name : bare;
};

/** Words for the kind of place, which reports add to a name and gazetteers leave out. */
const KIND_WORDS = new Set(
  'town city village suburb مدينة مدينه بلدة بلده قرية قريه город деревня село поселок посёлок ville'.split(' '),
);

/** The names to look for when a report gives this one: as written, and without a word such as town before or after it. */
export function spellingsAsked(name: string): Spelling[] {
  const words = name.trim().split(/\s+/);
  const isKind = (word: string | undefined) => word !== undefined && KIND_WORDS.has(word.toLowerCase());
  const from = isKind(words[0]) ? 1 : 0;
  const until = isKind(words.at(-1)) ? words.length - 1 : words.length;
  const bare = words.slice(from, until).join(' ');
  return [name, ...(bare === '' || bare === name ? [] : [bare])]
    .map((each) => ({ name: each, ...nameKeys(each) }))
    .filter(({ fold }) => fold !== '');
}
