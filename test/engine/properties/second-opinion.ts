import { secondOpinion } from '../../../src/engine/second-opinion.js';
import type { Property } from '../support/pair.js';

/** Section 5: json-rules-engine, on completed facts, never comes to an outcome that the judging engine rules out. */
export const secondEngine: Property = async ({ agreement, rulebook, incident }, count) => {
  const opinions = await secondOpinion(incident, agreement, rulebook, { exhaustiveBelow: 6, samples: 4 });
  for (const opinion of opinions) {
    count('completions run', opinion.checked);
    if (opinion.checked === incident.candidates.length) count('readings with nothing left open');
    if (!opinion.agrees) return `${opinion.reading}: ${opinion.outcome}, but json-rules-engine: ${JSON.stringify(opinion)}`;
    if (opinion.exhaustive && opinion.checked === incident.candidates.length && opinion.seen.join() !== opinion.possible.join())
      return `${opinion.reading}: complete facts give ${opinion.seen.join()}, the verdict ${opinion.possible.join()}`;
  }
  return undefined;
};
