import type { Added } from '../domain/added.js';
import type { Incident } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import { Problem } from '../domain/problem.js';
import type { Judgement, Warning } from '../domain/verdict.js';
import type { WhyNot } from '../domain/why-not.js';
import type { Outcome } from '../domain/words.js';
import { lookUpPlaces } from './look-up-places.js';
import { timed } from './meter.js';
import { badIncident, incidentFaults, judged } from './prepare-incident.js';
import type { Service } from './service.js';
import { searchEach } from './why-not.js';

export interface Question {
  readonly incident: Incident;
  /** Only these; all that the incident may touch when absent. */
  readonly agreements?: readonly string[] | undefined;
  /** Also search for the smallest changes of fact that would bring this outcome. */
  readonly whyNot?: Outcome | undefined;
}
export interface Answer {
  readonly rulebook: string;
  /** What the gazetteer added before judging. */
  readonly added?: Added;
  readonly verdicts: readonly Judgement[];
  readonly untouched: readonly { readonly agreement: string; readonly why: string }[];
  readonly warnings: readonly Warning[];
  /** One for each verdict, where it was asked for. */
  readonly whyNot?: readonly WhyNot[];
}

/**
 * Somebody asks what would be made of an incident: the same judgement as a report gets, and nothing is stored.
 * @returns pointers of warnings lead into the question
 * @throws Problem `unknown-agreement` naming the nearest, `bad-incident` when the rulebook refuses the incident
 */
export async function judgeIncident(
  service: Pick<Service, 'rulebook' | 'database' | 'meter'>,
  { incident, agreements, whyNot }: Question,
): Promise<Answer> {
  const rulebook = service.rulebook();
  const allowed = [...rulebook.agreements.keys()];
  const unknown = (agreements ?? []).flatMap((got, index) =>
    rulebook.agreements.has(got)
      ? []
      : [
          {
            pointer: `/agreements/${index}`,
            detail: 'is not in the rulebook',
            got,
            allowed,
            nearest: nearest(got, allowed),
          },
        ],
  );
  if (unknown.length > 0)
    throw new Problem('unknown-agreement', 'Nothing was judged: the rulebook does not hold every agreement named.', {
      faults: unknown,
    });
  const faults = incidentFaults(incident, rulebook);
  if (faults.length > 0) throw badIncident(faults.map(inQuestion));
  const [place] = await lookUpPlaces(service.database, rulebook, [incident]);
  const prepared = timed(service.meter, () => judged(incident, rulebook, agreements, place));
  const { added, verdicts, untouched, warnings } = prepared;
  return {
    rulebook: rulebook.hash,
    ...(added === undefined ? {} : { added }),
    verdicts,
    untouched,
    warnings: warnings.map(inQuestion),
    ...(whyNot === undefined ? {} : { whyNot: await searchEach(prepared.judged, verdicts, rulebook, whyNot) }),
  };
}

const inQuestion = <T extends { readonly pointer: string }>(about: T): T => ({
  ...about,
  pointer: `/incident${about.pointer}`,
});
