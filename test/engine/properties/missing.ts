import type { Incident } from '../../../src/domain/incident.js';
import type { MissingEntry, ReadingVerdict } from '../../../src/domain/verdict.js';
import { askedBy, type Opening, openingsOf } from '../support/fillings.js';
import { judged, judgedBy, type Pair, type Property, readingOf } from '../support/pair.js';
import { withReading } from './depends.js';
import { bringsPresumptions, filledIn } from './monotony.js';

const key = (reading: ReadingVerdict) => [...reading.possible].sort().join();

/** The openings that answer an entry; co-location that the list does not speak of is one answer to all its facts. */
function answering(entry: MissingEntry, openings: readonly Opening[]): Opening[] {
  return openings.filter(({ fact, candidate }) => {
    // What is told of co-location is told entry by entry: any of them may answer.
    const named = fact === entry.fact || (fact.startsWith('coLocation') && entry.fact.startsWith('coLocation.'));
    if (!named)
      return (
        fact === 'principal' &&
        (entry.fact === 'actor.id' || entry.fact === 'target.id') &&
        entry.candidates.includes(candidate ?? 0)
      );
    return candidate === undefined || entry.candidates.includes(candidate);
  });
}

/** S15: what is said to be missing can matter: some answer to it alone changes what is possible. */
export const missing: Property = (pair, count) => {
  const openings = openingsOf(pair.incident, pair.book, pair.rulebook.registry);
  for (const [id, reading] of Object.entries(pair.verdict.readings)) {
    const firm = reading.outcome !== 'undetermined';
    for (const entry of reading.missing) {
      count(entry.together === true ? 'entries that matter together' : 'entries that matter alone');
      const stray = entry.wouldBe.filter(
        (outcome) =>
          !firm &&
          reading.presumed.length === 0 &&
          !bringsPresumptions(pair, id) &&
          !reading.possible.includes(outcome),
      );
      if (stray.length > 0) return `${id}: ${entry.fact} would be ${stray.join()}, which is not possible`;
      if (entry.wouldBe.length === 0) return `${id}: ${entry.fact} leads nowhere`;
      if (entry.together === true) continue;
      const matters = canMatter(pair, id, reading, entry, answering(entry, openings));
      if (matters === undefined) count(`not tried: ${entry.fact}`);
      if (matters === false && entry.fact === 'place' && vagueZone(pair)) {
        count('place named though only the zone’s own accuracy leaves it open');
        continue;
      }
      if (matters === false) return `${id}: nothing that ${JSON.stringify(entry)} could be changes ${key(reading)}`;
    }
  }
  return undefined;
};

/** A zone that is drawn with some inaccuracy: near its border no place, however exact, is surely inside or outside. */
const vagueZone = ({ agreement }: Pair) =>
  [...agreement.ground.zones.values()].some(({ accuracyKm }) => accuracyKm > 0);

/** Whether some value of it alone matters; undefined where a report has no way of saying it. */
function canMatter(
  pair: Pair,
  id: string,
  reading: ReadingVerdict,
  entry: MissingEntry,
  openings: readonly Opening[],
): boolean | undefined {
  const before = key(reading);
  const changes = (incident: Incident) => key(readingOf(judged(incident, pair), id)) !== before;
  if (entry.fact === 'attribution')
    return pair.incident.candidates.some((_, index) => changes(only(pair.incident, index)));
  if (entry.fact.startsWith('exception:'))
    return exceptionMatters(pair, id, entry.fact.slice('exception:'.length), before);
  if (reading.doubted.some(({ fact }) => fact === entry.fact)) return undefined;
  if (reading.presumed.some(({ fact }) => fact === entry.fact) && openings.length === 0) return undefined;
  if (openings.length === 0 || entry.params?.role !== undefined) return undefined;
  // A place told by its area has no exact answer of its own; telling of co-location may displace a presumption.
  if (entry.fact === 'place' && pair.incident.place?.within != null) return undefined;
  if (entry.fact.startsWith('coLocation.') && askedBy(pair.book).facts.has('coLocation.reported')) return undefined;
  const alone = openings.some((opening) =>
    opening.options.some((_, option) => changes(filledIn(pair.incident, opening, option))),
  );
  if (alone || wholeLists(pair.incident, openings).some(changes)) return true;
  // Where several places of the report answer together, every combination is not tried.
  if (openings.length > 1) return undefined;
  return entry.fact.startsWith('coLocation.') && !canBeAdded(pair, entry, openings) ? undefined : false;
}

/** Whether a report can say all there is to say of a group: not where the list speaks of one that it is a member of. */
function canBeAdded({ book }: Pair, { params }: MissingEntry, openings: readonly Opening[]): boolean {
  const wanted = params?.group === undefined ? [...askedBy(book).groups] : [String(params.group)];
  return wanted.every((each) => openings.some(({ fact, group }) => fact === 'coLocation' && group === each));
}

/** Co-location of one group may stand in several entries of the list: the same answer to all of them. */
function wholeLists(incident: Incident, openings: readonly Opening[]): Incident[] {
  const most = Math.max(...openings.map(({ options }) => options.length));
  return Array.from({ length: most }, (_, option) =>
    openings.reduce((draft, opening) => filledIn(draft, opening, option % opening.options.length), incident),
  );
}

const only = (incident: Incident, index: number): Incident => ({
  ...incident,
  candidates: incident.candidates.filter((_, at) => at === index),
});

/** An undecided exception taken both ways, or a presumed one presumed the other way. */
function exceptionMatters({ book, incident, verdict }: Pair, id: string, exception: string, before: string): boolean {
  const presumed = readingOf(verdict, id).presumed.some((held) => held.exception === exception);
  const reading = book.definition.readings.find((each) => each.id === id);
  const undecided = !presumed && reading?.undecided?.includes(exception) === true;
  const ways = [true, false].map((is) =>
    withReading(book, id, `${exception} ${undecided ? 'taken' : 'presumed'} as ${is}`, (each) => ({
      ...each,
      ...(undecided
        ? {
            undecided: (each.undecided ?? []).filter((other) => other !== exception),
            accepts: is ? [...each.accepts, exception] : each.accepts,
          }
        : {
            presumes: [
              ...(each.presumes ?? []).filter((held) => !('exception' in held) || held.exception !== exception),
              { exception, is, why: 'supposed' },
            ],
          }),
    })),
  );
  return ways.some((way) => key(readingOf(judgedBy(way, incident), id)) !== before);
}
