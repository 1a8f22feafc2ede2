import { stringify } from 'yaml';
import type { Incident } from '../domain/incident.js';
import { Evaluator } from '../engine/evaluate.js';
import { evaluateReading } from '../engine/reading.js';
import { situationOf } from '../engine/situation.js';
import { lazyVerdict } from './case-verdict.js';
import type { Original } from './mutant.js';
import type { Nearby } from './nearby.js';
import { breachedIn, liftingIn } from './run-cases.js';

/** A case still to be written, as a beginning of it: its author says whether what the rules answer today is right. */

type Rules = Pick<Original, 'agreement' | 'registry'>;

/** What a case could expect of an incident under each reading. */
export function answers({ agreement, registry }: Rules, incident: Incident): Map<string, Record<string, unknown>> {
  const evaluator = new Evaluator(agreement, situationOf(incident, registry));
  return new Map(
    agreement.readings.map(({ id, plan }) => {
      const verdict = lazyVerdict(evaluator, evaluateReading(evaluator, plan));
      const [terms, by] = [breachedIn(verdict), liftingIn(verdict)].map((ids) => [...new Set(ids)].sort());
      return [
        id,
        {
          outcome: verdict.outcome,
          ...(verdict.outcome === 'undetermined' ? { possible: verdict.possible } : {}),
          ...(terms?.length ? { terms } : {}),
          ...(by?.length ? { by } : {}),
        },
      ];
    }),
  );
}

/** @returns the YAML of a case with what the rules answer today. */
export function skeleton(original: Original, { incident, from, edit }: Nearby): string {
  const made = from === undefined ? 'made up' : edit === undefined ? `as ${from}` : `as ${from}, ${edit}`;
  return stringify(
    [
      {
        id: 'NEW',
        title: 'To be told',
        basis: 'constructed',
        about: made,
        incident: { ...incident, reportId: 'NEW' },
        expect: Object.fromEntries(answers(original, incident)),
      },
    ],
    { lineWidth: 0 },
  );
}
