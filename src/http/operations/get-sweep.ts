import { z } from 'zod';
import { MOST_POINTS, sweepRules } from '../../actions/sweep-rules.js';
import { endOfSpan } from '../../domain/calendar.js';
import { sweptAnswer, sweptLine } from '../comparison-answers.js';
import { refuseUnknown } from '../filter-values.js';
import { asLines, inTurn, resultOf } from '../long-questions.js';
import { endpoint } from '../operation.js';
import { dayOrInstantParameter, numberParameter, textParameter, zoneParameter } from '../parameters.js';

export const getSweepEndpoint = endpoint(
  {
    id: 'getSweep',
    method: 'get',
    path: '/v1/sweep',
    tag: 'verdicts',
    scopes: [['verdicts:read', 'rules:read', 'locations:exact']],
    shows: 'nothing',
    summary: 'Outcomes as one number of a rule runs over a range',
    description:
      'Judges the stored incidents with other values in the place of one number of the live rules, such as a radius, and ' +
      'counts what they come to at each. What does not hang on the number is judged once. Only two of these and of ' +
      'comparisons run at once.',
    query: z.strictObject({
      path: textParameter(
        'The number: where it stands or is used, and its fact or unit, as in exceptions.near-the-line.km',
      ),
      from: numberParameter('The first value of the number'),
      to: numberParameter('The last value of the number'),
      step: numberParameter(
        `From value to value; 1 when not said. At most ${MOST_POINTS} values are judged`,
      ).optional(),
      agreement: textParameter('Only under this agreement; to be said where there are several').optional(),
      reading: textParameter('Only this reading').optional(),
      occurredFrom: dayOrInstantParameter('Only what surely happened on or after this day or time').optional(),
      occurredTo: dayOrInstantParameter('Only what surely happened on or before this day or time').optional(),
      zone: zoneParameter.optional(),
    }),
    answers: {
      200: {
        description: 'The curve; or how far it is, line by line, and then the curve',
        content: { 'application/json': sweptAnswer, 'application/x-ndjson': sweptLine },
      },
    },
    problems: ['unknown-parameter', 'busy'],
    cached: true,
  },
  async ({ query, type, signal }, context) => {
    const { path, step = 1, agreement, reading, occurredFrom, occurredTo, zone = 'UTC' } = query;
    const rulebook = context.rulebook();
    const span = {
      from: occurredFrom === undefined ? undefined : endOfSpan(occurredFrom, 'from', zone),
      to: occurredTo === undefined ? undefined : endOfSpan(occurredTo, 'to', zone),
    };
    refuseUnknown({ agreement, reading, ...span }, rulebook);
    const asked = { rulebook, path, start: query.from, end: query.to, step, agreement, reading, ...span, signal };
    const run = inTurn(context.database, () => sweepRules(context.database, asked));
    return { status: 200, body: type === 'application/x-ndjson' ? asLines(run) : await resultOf(run) };
  },
);
