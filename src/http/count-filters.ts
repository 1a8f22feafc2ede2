import type { z } from 'zod';
import type { CountsAsked } from '../analysis/asked.js';
import { UNKNOWN_AREA } from '../analysis/asked.js';
import { endOfSpan } from '../domain/calendar.js';
import { Problem } from '../domain/problem.js';
import { GRADES } from '../domain/words.js';
import type { Rulebook } from '../engine/rulebook.js';
import { UNITS } from '../store/counted-verdicts.js';
import { refuseUnknown } from './filter-values.js';
import { asOfParameter, choiceParameter, dayOrInstantParameter, textParameter, zoneParameter } from './parameters.js';

/** What counts can be asked for by. */
export const countFilters = {
  agreement: textParameter('Only under this agreement').optional(),
  reading: textParameter('Only this reading').optional(),
  from: dayOrInstantParameter('Only what surely happened on or after this day, or at or after this time').optional(),
  to: dayOrInstantParameter('Only what surely happened on or before this day, or at or before this time').optional(),
  party: textParameter('A group that acted or was struck, or that such a group was a member of').optional(),
  area: textParameter(`The code of a first-level area such as SY05, or ${UNKNOWN_AREA}`).optional(),
  standing: choiceParameter([...GRADES, 'disproved'], 'How sure the verdict can be of what happened').optional(),
  count: choiceParameter(UNITS, 'What is counted; incidents when not said').optional(),
  zone: zoneParameter.optional(),
  asOf: asOfParameter,
};

type Filters = { [Name in keyof typeof countFilters]?: z.output<(typeof countFilters)[Name]> };

/**
 * The filters as the analysis takes them.
 * @throws Problem `unknown-parameter` for values that the rulebook does not know, and for an end before its beginning
 */
export function countsAsked({ count, zone = 'UTC', from, to, ...asked }: Filters, rulebook: Rulebook): CountsAsked {
  const span = {
    from: from === undefined ? undefined : endOfSpan(from, 'from', zone),
    to: to === undefined ? undefined : endOfSpan(to, 'to', zone),
  };
  refuseUnknown({ ...asked, ...span }, rulebook);
  if (asked.area !== undefined && asked.area !== UNKNOWN_AREA && !/^[A-Z]{2}\d{2}$/.test(asked.area))
    throw new Problem('unknown-parameter', 'A filter asks for something that cannot be.', {
      faults: [
        {
          pointer: 'area',
          detail: `must be two capital letters and two digits, as in SY05, or ${UNKNOWN_AREA}`,
          got: asked.area,
        },
      ],
    });
  return { ...asked, ...span, unit: count ?? 'incidents', zone };
}
