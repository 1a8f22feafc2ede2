import type { Incident } from '../../../src/domain/incident.js';
import type { ReadingVerdict } from '../../../src/domain/verdict.js';
import { type Opening, openingsOf } from '../support/fillings.js';
import { judged, type Pair, type Property, readingOf } from '../support/pair.js';
import { aloneWith, counts } from '../support/worlds.js';

const FILLED = 2;

/** The report with one opening filled in. */
export const filledIn = (incident: Incident, opening: Opening, option: number): Incident => {
  const draft = structuredClone(incident);
  opening.options[option]?.(draft);
  return draft;
};

type Presumed = ReadingVerdict['presumed'][number];
const named = (each: Presumed) => JSON.stringify({ ...each, why: '' });

/** Presumptions that the outcome rested on and rests on no more. */
export const displaced = (before: ReadingVerdict, after: ReadingVerdict): Presumed[] => {
  const kept = new Set(after.presumed.map(named));
  return before.presumed.filter((each) => !kept.has(named(each)));
};

/** S13: learning a fact turns no firm outcome into another, nor makes more possible, unless it displaces a presumption. */
export const monotony: Property = (pair, count) => {
  const openings = openingsOf(pair.incident, pair.book, pair.rulebook.registry);
  for (let filled = 0; filled < FILLED && openings.length > 0; filled++) {
    const opening = pair.chance.pick(openings);
    const incident = filledIn(pair.incident, opening, pair.chance.below(opening.options.length));
    const wrong = between(pair, incident, opening.fact, count);
    count('facts learned');
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

function between(pair: Pair, incident: Incident, fact: string, count: (what: string) => void): string | undefined {
  const later = judged(incident, pair);
  for (const [id, before] of Object.entries(pair.verdict.readings)) {
    const after = readingOf(later, id);
    if (after.possible.every((outcome) => before.possible.includes(outcome))) continue;
    if (displaced(before, after).length > 0) continue;
    const firm = before.outcome !== 'undetermined' && after.outcome !== 'undetermined';
    if (!firm && (bringsPresumptions(pair, id, incident) || displaced(after, before).length > 0)) {
      count('more became possible as a presumption came to count, no firm outcome turned');
      continue;
    }
    return `${id}: learning ${fact} led from ${before.possible.join(', ')} to ${after.possible.join(', ')} with no presumption displaced: ${JSON.stringify(incident)}`;
  }
  return undefined;
}

/** Whether a presumption counts for some candidate only now that a fact is learned; or, with nothing learned, could. */
export const bringsPresumptions = ({ book, incident }: Pair, id: string, later?: Incident): boolean =>
  (book.definition.readings.find((each) => each.id === id)?.presumes ?? []).some((held) =>
    incident.candidates.some((_, candidate) => {
      if (counts(held, aloneWith(incident, candidate))) return false;
      return later === undefined || counts(held, aloneWith(later, candidate));
    }),
  );
