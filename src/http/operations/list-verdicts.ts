import { z } from 'zod';
import { readVerdicts } from '../../actions/read-verdicts.js';
import { GRADES, OUTCOMES } from '../../domain/words.js';
import { verdictPage } from '../answers.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { refuseUnknown } from '../filter-values.js';
import { endpoint } from '../operation.js';
import {
  asOfParameter,
  boxParameter,
  choiceParameter,
  cursorParameter,
  DEFAULT_LIMIT,
  instantParameter,
  limitParameter,
  textParameter,
  yesNoParameter,
} from '../parameters.js';

const query = z.strictObject({
  agreement: textParameter('Only under this agreement').optional(),
  reading: textParameter('The reading that the other filters ask of; the headline when not said').optional(),
  outcome: choiceParameter([...OUTCOMES, 'undetermined'], 'The outcome of the reading').optional(),
  mayBe: choiceParameter(OUTCOMES, 'Undetermined in the reading, and this is among what is possible').optional(),
  standing: choiceParameter([...GRADES, 'disproved'], 'How sure the reading can be of what happened').optional(),
  party: textParameter('A group that acted or was struck, or that such a group was a member of').optional(),
  term: textParameter('A term that was breached or lifted: in the reading, or in any when none is said').optional(),
  exception: textParameter('An exception that lifted a term: in the reading, or in any when none is said').optional(),
  contested: yesNoParameter('Whether two readings come to different firm outcomes').optional(),
  from: instantParameter('Only what may have happened at or after this time').optional(),
  to: instantParameter('Only what may have happened at or before this time').optional(),
  bbox: boxParameter.optional(),
  include: choiceParameter(['reasons'], 'Every verdict whole').optional(),
  asOf: asOfParameter,
  cursor: cursorParameter,
  limit: limitParameter,
});

export const listVerdictsEndpoint = endpoint(
  {
    id: 'listVerdicts',
    method: 'get',
    path: '/v1/verdicts',
    tag: 'verdicts',
    summary: 'List current verdicts, the newest first',
    query,
    answers: { 200: { description: 'A page of verdicts', content: { 'application/json': verdictPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: true,
  },
  async ({ query: asked }, context) => {
    refuseUnknown(asked, context.rulebook());
    const { cursor, asOf, limit = DEFAULT_LIMIT, include, ...filter } = asked;
    const list = listName('verdicts', asked);
    const start = { asOf, ...readCursor(cursor, list, z.number().int()) };
    const reasons = include === 'reasons';
    const { next, ...page } = await readVerdicts(context, { ...filter, limit, reasons }, start);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
