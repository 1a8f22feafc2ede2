import type { Incident } from '../../../src/domain/incident.js';
import { secondOpinion } from '../../../src/engine/second-opinion.js';
import { openingsOf } from '../support/fillings.js';
import { judged, type Pair, type Property, readingOf } from '../support/pair.js';

type Count = (what: string, by?: number) => void;

/** Section 5: json-rules-engine, on complete facts and on completions, never comes to an outcome that the engine rules out. */
export const secondEngine: Property = async (pair, count) =>
  (await agrees(pair, pair.incident, 'as reported', count)) ??
  (await agrees(pair, completed(pair), 'filled in', count));

async function agrees(
  { agreement, rulebook }: Pair,
  incident: Incident,
  what: string,
  count: Count,
): Promise<string | undefined> {
  const opinions = await secondOpinion(incident, agreement, rulebook, { sampling: { exhaustiveBelow: 6, samples: 4 } });
  const verdict = judged(incident, { agreement, rulebook });
  for (const opinion of opinions) {
    const single = opinion.checked === incident.candidates.length && opinion.exhaustive;
    const complete = single && readingOf(verdict, opinion.reading).missing.length === 0;
    count(`${what}: completions run`, opinion.checked);
    count(`${what}: readings with nothing left open`, complete ? 1 : 0);
    if (!opinion.agrees)
      return `${what}, ${opinion.reading}: json-rules-engine differs: ${JSON.stringify(opinion)} on ${JSON.stringify(incident)}`;
    if (complete && [...opinion.seen].sort().join() !== [...opinion.possible].sort().join())
      return `${what}, ${opinion.reading}: complete facts give ${opinion.seen.join()}, the verdict ${opinion.possible.join()}`;
  }
  return undefined;
}

/** The report with every opening filled in by chance, so that next to nothing is left open. */
function completed({ incident, book, rulebook, chance }: Pair): Incident {
  const draft = structuredClone(incident);
  for (const { options } of openingsOf(incident, book, rulebook.registry))
    options[chance.below(options.length)]?.(draft);
  draft.coLocation ??= [];
  return draft;
}
