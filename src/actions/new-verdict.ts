import { uuidv7 } from 'uuidv7';
import { areaOf } from '../domain/area.js';
import type { Incident } from '../domain/incident.js';
import { formatInstant, parseInstant } from '../domain/time.js';
import type { Judgement } from '../domain/verdict.js';
import { marksOf, namedParty } from '../engine/marks.js';
import type { Rulebook } from '../engine/rulebook.js';
import { type Situation, situationOf } from '../engine/situation.js';
import type { NewVerdict } from '../store/verdict-rows.js';

/** When and where a report puts the act, as lists search by it. */
export function searchedBy(incident: Incident) {
  const from = parseInstant(incident.occurred.from) ?? 0;
  const to = parseInstant(incident.occurred.to ?? incident.occurred.from) ?? from;
  return {
    occurred: { from, to },
    kinds: typeof incident.kind === 'string' ? [incident.kind] : [...new Set(incident.kind)],
    lon: incident.place?.lon ?? null,
    lat: incident.place?.lat ?? null,
  };
}

/**
 * A judgement as it will be stored.
 * @param judgements of one incident version; their id and version are set
 * @param numbers one change number for each
 * @param areaAdded the first-level area that the gazetteer put the place in; what the report says stands before it
 */
export function newVerdicts(
  incident: Incident,
  judgements: readonly Judgement[],
  numbers: readonly number[],
  rulebook: Rulebook,
  judgedAt: number,
  areaAdded?: string,
): NewVerdict[] {
  const situation = situationOf(incident, rulebook.registry);
  const { occurred } = searchedBy(incident);
  const summary = summaryOf(incident, situation);
  const area = areaOf(incident.place) ?? areaAdded;
  return judgements.map((judgement, index) => ({
    id: `ver_${uuidv7()}`,
    number: numbers[index] as number,
    judgement,
    summary,
    marks: marksOf(judgement, situation, rulebook),
    area,
    occurred,
    judgedAt,
  }));
}

const unique = (values: readonly string[]) => [...new Set(values)];

/** What lists show of a report beside what it was judged to be. */
export function summaryOf(incident: Incident, situation: Situation): NewVerdict['summary'] {
  const { place, event } = incident;
  const { from, to, extent } = situation.occurrence;
  const shown = Object.entries({ name: place?.name, lon: place?.lon, lat: place?.lat, radiusKm: place?.radiusKm });
  const given = Object.fromEntries(shown.filter(([, value]) => value != null));
  return {
    ...(event == null ? {} : { event }),
    occurred: { from: formatInstant(from), to: formatInstant(to), extent },
    ...(Object.keys(given).length === 0 ? {} : { place: given }),
    kind: [...situation.kinds],
    actors: unique(situation.candidates.flatMap(({ actor }) => namedParty(actor))),
    targets: unique(situation.candidates.flatMap(({ target }) => namedParty(target))),
  };
}
