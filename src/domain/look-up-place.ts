import type { Added } from './added.js';
import type { LoadedPlace } from './gazetteer.js';
import type { Place } from './incident.js';
import { type Candidate, candidatesOf, coveringDisc, type Hit, namesAsked } from './match-place.js';
import { nameKeys } from './name-skeleton.js';
import { farFromName, LEAST_TO_CONTRADICT, warnAmbiguous, warnSuggested } from './place-warnings.js';
import type { Warning } from './verdict.js';

/**
 * What a gazetteer says of the place of one report. Pure. Nothing that the report says is overruled, and where it is not
 * plain which place is meant, nothing is added (docs/decisions/0009-gazetteer.md).
 */
export interface LookedUp {
  readonly added: Added | undefined;
  readonly warnings: readonly Warning[];
}

/** What is known of all that is loaded. */
export interface GazetteerScope {
  readonly countries: ReadonlySet<string>;
  /** The codes of all areas. */
  readonly codes: ReadonlySet<string>;
}

/** A name in another spelling or script must have so many consonants: shorter ones meet by chance too often. */
const LEAST_CONSONANTS = 4;
const LEAST_IN_AN_AREA = 2;

/**
 * @param place as reported
 * @param hits what the gazetteer holds under its keys, see keysAsked
 * @param zoneCodes the area codes that stand behind a code of a zone
 */
export function lookUpPlace(
  place: Place,
  hits: readonly Hit[],
  scope: GazetteerScope,
  zoneCodes: (code: string) => readonly string[] = () => [],
): LookedUp {
  const names = namesAsked(place);
  const candidates = candidatesOf(names, hits);
  if (place.lon != null && place.lat != null) return { added: undefined, warnings: farFromName(place, candidates) };
  const said = areaSaid(place, scope, zoneCodes);
  const byCode = candidates.filter((each) => each.place.pcode !== undefined && each.place.pcode === place.pcode);
  if (byCode.length > 0) return lookUpByCode(place, byCode, candidates, said);
  const within = candidates.filter((each) => said.codes.every((code) => each.place.codes.includes(code)));
  const chosen = narrowedByNames(within.filter(({ closeness }) => closeness !== 'similar'));
  const disc = coveringDisc(chosen.map((each) => each.place));
  if (chosen.length > 1 && disc === undefined) return { added: undefined, warnings: [warnAmbiguous(place, chosen)] };
  const best = chosen[0];
  if (best === undefined || disc === undefined) return { added: undefined, warnings: warnSuggested(place, within) };
  const why = whyNotSure(best, names, scope, said) ?? whyRadius(place, disc.radiusKm);
  if (why !== undefined) return { added: undefined, warnings: warnSuggested(place, chosen, why) };
  return { added: addedOf(place, chosen, disc, best.closeness === 'name' ? 'name' : 'transliterated'), warnings: [] };
}

/** Under which keys the gazetteer must be asked for this place. */
export function keysAsked(place: Place, spellings: readonly { readonly fold: string; readonly skeleton: string }[]) {
  // A report with coordinates is only told of contradictions, for which short names are not enough.
  const least = place.lon == null ? 1 : LEAST_TO_CONTRADICT;
  return {
    folds: [...new Set(spellings.map(({ fold }) => fold))],
    skeletons: [...new Set(spellings.map(({ skeleton }) => skeleton).filter((each) => each.length >= least))],
    // No code holds a control character, and PostgreSQL cannot be asked for one.
    pcodes: place.pcode == null || /\p{C}/u.test(place.pcode) ? [] : [place.pcode],
  };
}

interface AreaSaid {
  /** Codes of areas that the gazetteer knows; the place lies in all of them. */
  readonly codes: readonly string[];
  /** A code that the gazetteer knows nothing of. */
  readonly foreign: string | undefined;
}

function areaSaid(place: Place, { codes }: GazetteerScope, zoneCodes: (code: string) => readonly string[]): AreaSaid {
  const said = [...(place.within ?? []), ...(place.pcode == null ? [] : [place.pcode])];
  const known = said.map((code) => [code, ...zoneCodes(code)].find((each) => codes.has(each)));
  return {
    codes: known.filter((code) => code !== undefined),
    foreign: said.find((_code, index) => known[index] === undefined),
  };
}

/** A pcode says which place is meant, unless the names or the areas say otherwise. */
function lookUpByCode(place: Place, byCode: Candidate[], candidates: Candidate[], said: AreaSaid): LookedUp {
  const elsewhere = candidates.filter((each) => each.closeness === 'name' && !byCode.includes(each));
  const named = byCode.some(({ closeness }) => closeness !== undefined);
  const inArea = byCode.every((each) =>
    said.codes.every((code) => code === place.pcode || each.place.codes.includes(code)),
  );
  const disc = coveringDisc(byCode.map((each) => each.place));
  if ((!named && elsewhere.length > 0) || !inArea || disc === undefined) {
    const why = inArea
      ? 'the pcode and the name speak of different places'
      : 'the pcode lies outside the area of `within`';
    return { added: undefined, warnings: [warnAmbiguous(place, [...byCode, ...elsewhere], why)] };
  }
  const why = whyRadius(place, disc.radiusKm);
  if (why !== undefined) return { added: undefined, warnings: warnSuggested(place, byCode, why) };
  return { added: addedOf(place, byCode, disc, 'pcode'), warnings: [] };
}

/** Keeps to the places that fit every name of the report that fits any; all of them where the names contradict. */
function narrowedByNames(candidates: readonly Candidate[]): readonly Candidate[] {
  const telling = new Set(candidates.flatMap(({ asked }) => [...asked]));
  const fitting = candidates.filter(({ asked }) => asked.size === telling.size);
  return fitting.length > 0 ? fitting : candidates;
}

function whyNotSure(best: Candidate, names: readonly string[], scope: GazetteerScope, said: AreaSaid) {
  if (said.foreign !== undefined && said.codes.length === 0)
    return `the gazetteer does not know the code ${said.foreign}, which the report gives`;
  if (said.codes.length === 0 && scope.countries.size > 1)
    return 'the gazetteer holds several countries, and the report names none';
  const consonants = nameKeys(best.spelling).skeleton.length;
  if (best.closeness !== 'transliterated' || consonants >= LEAST_CONSONANTS) return undefined;
  const { country, area } = best.place;
  const below = said.codes.some((code) => code !== country && code !== area);
  const first = said.codes.some((code) => code !== country);
  // Arabic writes its long vowels, so that a short name of it says more than one in Latin letters.
  const arabic = [...best.asked].some((position) => /\p{Script=Arabic}/u.test(names[position] ?? ''));
  if (below || (first && arabic && consonants >= LEAST_IN_AN_AREA)) return undefined;
  return 'the name is short and spelled otherwise in the gazetteer';
}

/** A report that gives a radius and no point is more exact than the gazetteer can be. */
const whyRadius = (place: Place, radiusKm: number) =>
  place.radiusKm != null && place.radiusKm < radiusKm
    ? `the report's radius of ${place.radiusKm} km is smaller than the ${radiusKm} km that surely cover the place`
    : undefined;

function addedOf(
  place: Place,
  chosen: readonly Candidate[],
  { lon, lat, radiusKm }: { lon: number; lat: number; radiusKm: number },
  matched: Added['matched'],
): Added {
  const [first, ...more] = chosen.map((each) => each.place) as [LoadedPlace, ...LoadedPlace[]];
  const pcode = more.length === 0 && place.pcode == null ? first.pcode : undefined;
  const area = more.every((each) => each.area === first.area) ? first.area : undefined;
  return {
    place: {
      lon,
      lat,
      ...(place.radiusKm == null ? { radiusKm } : {}),
      ...(pcode === undefined ? {} : { pcode }),
    },
    by: 'gazetteer',
    load: first.load,
    matched,
    name: first.name,
    ...(area === undefined ? {} : { area }),
  };
}
