import { spellingsAsked } from '../domain/gazetteer.js';
import type { Incident, Place } from '../domain/incident.js';
import { keysAsked, type LookedUp, lookUpPlace } from '../domain/look-up-place.js';
import { namesAsked } from '../domain/match-place.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { placesByKeys } from '../store/gazetteer.js';
import { gazetteerScope } from '../store/gazetteer-loads.js';

const NOTHING: LookedUp = { added: undefined, warnings: [] };

/**
 * What the gazetteer says of the places of reports, before they are judged. One query for all of them; none where no report
 * names its place.
 * @returns one for each report, in the same order
 */
export async function lookUpPlaces(
  database: Database,
  rulebook: Rulebook,
  incidents: readonly Incident[],
): Promise<LookedUp[]> {
  const asked = incidents.map(({ place }) => (place == null ? undefined : { place, keys: keysOf(place) }));
  const wanted = asked.filter((each) => each !== undefined).map(({ keys }) => keys);
  const keys = {
    folds: union(wanted.map(({ folds }) => folds)),
    skeletons: union(wanted.map(({ skeletons }) => skeletons)),
    pcodes: union(wanted.map(({ pcodes }) => pcodes)),
  };
  const hits = await placesByKeys(database, keys);
  if (hits.length === 0) return incidents.map(() => NOTHING);
  const scope = await gazetteerScope(database);
  return asked.map((each) => {
    if (each === undefined) return NOTHING;
    const mine = hits.filter(
      ({ place, spelling }) =>
        (spelling !== undefined &&
          (each.keys.folds.includes(spelling.fold) || each.keys.skeletons.includes(spelling.skeleton))) ||
        (place.pcode !== undefined && each.keys.pcodes.includes(place.pcode)),
    );
    return mine.length === 0 ? NOTHING : lookUpPlace(each.place, mine, scope, (code) => zoneCodes(rulebook, code));
  });
}

const keysOf = (place: Place) => keysAsked(place, namesAsked(place).flatMap(spellingsAsked));
const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];

/** The codes of areas that a zone of any agreement stands for. */
const zoneCodes = ({ agreements }: Rulebook, code: string): readonly string[] =>
  [...agreements.values()].flatMap(({ ground }) => ground.zones.get(code)?.codes ?? []);
