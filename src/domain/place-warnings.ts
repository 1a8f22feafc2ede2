import type { LoadedPlace } from './gazetteer.js';
import type { Place } from './incident.js';
import type { Candidate } from './match-place.js';
import { nameKeys } from './name-skeleton.js';
import { distanceKm } from './place.js';
import type { Warning } from './verdict.js';

/** What a reporter is told when a gazetteer knows several places of a name, or one that does not fit the report. */

/** So many are written out; more would not help anybody to choose. */
const MOST_SHOWN = 8;
/** Below this a likeness of consonants says nothing. */
const LEAST_TO_SUGGEST = 3;
/** With fewer consonants another spelling contradicts nothing. */
export const LEAST_TO_CONTRADICT = 4;

/** Several places may be meant: all of them, with the distance of each from the first. */
export function warnAmbiguous(place: Place, candidates: readonly Candidate[], why?: string): Warning {
  const { pointer, what } = spoken(place);
  const [first] = candidates;
  const shown = candidates.slice(0, MOST_SHOWN).map((each, index) => {
    const away =
      index === 0 || first === undefined ? '' : `, ${kmText(between(first.place, each.place))} from the first`;
    return `${placeText(each)}${away}`;
  });
  const more = candidates.length > MOST_SHOWN ? `; and ${candidates.length - MOST_SHOWN} more` : '';
  return {
    pointer,
    code: 'place-ambiguous',
    detail: `${what} may be one of ${candidates.length} places of the gazetteer${why === undefined ? '' : `: ${why}`}; no coordinates were added. ${shown.join('; ')}${more}. Send place.pcode or place.within to say which`,
    nearest: namesToSend(candidates),
  };
}

/** A place may be meant, but not surely enough to be judged by. Nothing where the likeness says nothing. */
export function warnSuggested(place: Place, candidates: readonly Candidate[], why?: string): Warning[] {
  const likely = candidates.filter(
    ({ closeness, spelling }) => closeness !== 'similar' || nameKeys(spelling).skeleton.length >= LEAST_TO_SUGGEST,
  );
  if (likely.length === 0 || likely.length > MOST_SHOWN) return [];
  const { pointer, what } = spoken(place);
  const reason = why ?? 'the consonants are the same, the vowels are not';
  return [
    {
      pointer,
      code: 'place-suggested',
      detail: `${what} may be ${likely.map(placeText).join(' or ')}; no coordinates were added, because ${reason}. Send place.pcode or place.within if it is`,
      nearest: namesToSend(likely),
    },
  ];
}

/** A report whose coordinates lie beyond both radii of every place of that name or code. */
export function farFromName(place: Place, candidates: readonly Candidate[]): Warning[] {
  const { lon, lat } = place;
  if (lon == null || lat == null || place.checked === true) return [];
  const byCode = candidates.filter((each) => each.place.pcode !== undefined && each.place.pcode === place.pcode);
  const meant = byCode.length > 0 ? byCode : candidates.filter(isThatName);
  const measured = meant
    .map((each) => {
      const away = distanceKm([lon, lat], [each.place.lon, each.place.lat]);
      return { each, away, beyond: away > each.place.radiusKm + (place.radiusKm ?? 0) };
    })
    .sort((a, b) => a.away - b.away);
  const [nearest] = measured;
  if (nearest === undefined || measured.some(({ beyond }) => !beyond)) return [];
  const pointer = byCode.length > 0 ? '/place/pcode' : spoken(place).pointer;
  const detail = `the coordinates lie ${kmText(nearest.away)} from ${placeText(nearest.each)}, the nearest place of that ${byCode.length > 0 ? 'code' : 'name'} in the gazetteer; they were kept. If they are right, send place.checked: true`;
  return [{ pointer, code: 'place-far-from-name', detail }];
}

const isThatName = ({ closeness, spelling }: Candidate) =>
  closeness === 'name' || (closeness === 'transliterated' && nameKeys(spelling).skeleton.length >= LEAST_TO_CONTRADICT);

function spoken(place: Place): { pointer: string; what: string } {
  if (place.name != null) return { pointer: '/place/name', what: `“${place.name}”` };
  const [first] = place.names ?? [];
  if (first !== undefined) return { pointer: '/place/names/0', what: `“${first}”` };
  return { pointer: '/place/pcode', what: `the pcode ${place.pcode}` };
}

const between = (a: LoadedPlace, b: LoadedPlace) => distanceKm([a.lon, a.lat], [b.lon, b.lat]);
const kmText = (km: number) => (km < 10 ? `${km.toFixed(1)} km` : `${Math.round(km)} km`);
const namesToSend = (candidates: readonly Candidate[]) =>
  candidates.slice(0, MOST_SHOWN).map(({ place }) => place.pcode ?? place.name);

function placeText({ place, spelling }: Candidate): string {
  const also = spelling === place.name || spelling === '' ? '' : `, written ${spelling}`;
  const codes = [place.pcode, place.area].filter((code) => code !== undefined).join(' in ');
  return `${place.name}${also} (${codes === '' ? '' : `${codes}, `}lon ${place.lon.toFixed(3)}, lat ${place.lat.toFixed(3)})`;
}
