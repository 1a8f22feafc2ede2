import { z } from 'zod';
import { compareRulebook } from '../../actions/compare-rulebook.js';
import { keptRulebook } from '../../actions/compared-against.js';
import { readCandidate } from '../../actions/read-candidate.js';
import { endOfSpan } from '../../domain/calendar.js';
import { slug } from '../../domain/group.js';
import { nearest } from '../../domain/nearest.js';
import { Problem } from '../../domain/problem.js';
import { isTimeZone } from '../../domain/time-zone.js';
import type { Rulebook } from '../../engine/rulebook.js';
import { candidateFilesSchema, candidateOf } from '../candidate-files.js';
import { comparedAnswer, comparedLine } from '../comparison-answers.js';
import { RULE_FILES } from '../limits.js';
import { asLines, inTurn, resultOf } from '../long-questions.js';
import { endpoint } from '../operation.js';

const end = z
  .string()
  .refine((text) => endOfSpan(text, 'from', 'UTC') !== undefined, {
    message: 'must be a day such as 2016-02-27, or an RFC 3339 time with an offset',
  })
  .optional();

const question = z
  .strictObject({
    files: candidateFilesSchema,
    against: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('`live` (when not said) or the hash of a rulebook that was kept'),
    agreement: slug.optional().describe('Only under this agreement'),
    from: end.describe('Only what surely happened on or after this day, or at or after this time'),
    to: end.describe('Only what surely happened on or before this day, or at or before this time'),
    zone: z
      .string()
      .refine(isTimeZone, { message: 'must be an IANA time zone such as Asia/Damascus' })
      .optional()
      .describe('The time zone of days and months; UTC when not said'),
  })
  .meta({ id: 'ComparisonQuestion' });

export const compareRulebookEndpoint = endpoint(
  {
    id: 'compareRulebook',
    method: 'post',
    path: '/v1/rulebook/compare',
    tag: 'rules',
    scopes: [['verdicts:read', 'rules:read', 'locations:exact']],
    shows: 'nothing',
    summary: 'What candidate rules would make of the incidents that are stored',
    description:
      'Judges every stored incident that a changed rule can touch by the candidate files, and tells which verdicts would ' +
      'flip, from what to what, and because of which changes. Nothing is written. As NDJSON it tells how far it is while ' +
      'it works; hanging up ends the work. Only two of these run at once.',
    body: {
      schema: question,
      description: 'The candidate files, and what to compare',
      limit: RULE_FILES,
      refusedAs: 'bad-request',
      tooLargeAs: 'rules-too-large',
    },
    answers: {
      200: {
        description: 'The changes of rules and the flips; or how far it is, line by line, and then these',
        content: { 'application/json': comparedAnswer, 'application/x-ndjson': comparedLine },
      },
    },
    storesNothing: true,
    problems: [
      'not-json',
      'rules-too-large',
      'not-json-type',
      'bad-request',
      'unknown-agreement',
      'rules-refused',
      'busy',
    ],
  },
  async ({ body, type, signal }, context) => {
    const { against = 'live', agreement, zone = 'UTC' } = body;
    const before =
      against === 'live' ? context.rulebook() : await keptRulebook(context.database, context.keptRulebooks, against);
    const run = inTurn(context.database, async function* () {
      const after = await readCandidate(context.rules().checker, candidateOf(body.files).rules);
      refuseAgreement(agreement, [before, after]);
      const span = spanOf(body.from, body.to, zone);
      return yield* compareRulebook(context.database, { before, after, agreement, ...span, zone, signal });
    });
    return { status: 200, body: type === 'application/x-ndjson' ? asLines(run) : await resultOf(run) };
  },
);

function spanOf(from: string | undefined, to: string | undefined, zone: string) {
  const span = {
    from: from === undefined ? undefined : endOfSpan(from, 'from', zone),
    to: to === undefined ? undefined : endOfSpan(to, 'to', zone),
  };
  if (span.from !== undefined && span.to !== undefined && span.from > span.to)
    throw new Problem('bad-request', 'The time asked for ends before it begins.', {
      faults: [{ pointer: '/from', detail: 'must not be after to', got: from }],
    });
  return span;
}

function refuseAgreement(agreement: string | undefined, rulebooks: readonly Rulebook[]): void {
  const allowed = [...new Set(rulebooks.flatMap(({ agreements }) => [...agreements.keys()]))];
  if (agreement === undefined || allowed.includes(agreement)) return;
  throw new Problem('unknown-agreement', 'Nothing was compared: neither rulebook holds the agreement named.', {
    faults: [
      {
        pointer: '/agreement',
        detail: 'is in neither rulebook',
        got: agreement,
        allowed,
        nearest: nearest(agreement, allowed),
      },
    ],
  });
}
