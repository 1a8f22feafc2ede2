import { z } from 'zod';
import { readVerdicts } from '../../actions/read-verdicts.js';
import { shownBox } from '../../domain/shown-box.js';
import { verdictPage } from '../answers.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { refuseUnknown } from '../filter-values.js';
import { endpoint } from '../operation.js';
import { asOfParameter, choiceParameter, cursorParameter, DEFAULT_LIMIT, limitParameter } from '../parameters.js';
import { verdictFilters } from '../verdict-filters.js';

const query = z.strictObject({
  ...verdictFilters,
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
    scopes: [['verdicts:read']],
    summary: 'List current verdicts, the newest first',
    query,
    answers: { 200: { description: 'A page of verdicts', content: { 'application/json': verdictPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: true,
  },
  async ({ query: asked, view }, context) => {
    refuseUnknown(asked, context.rulebook());
    const { cursor, asOf, limit = DEFAULT_LIMIT, include, bbox, ...filter } = asked;
    const list = listName('verdicts', asked);
    const start = { asOf, ...readCursor(cursor, list, z.number().int()) };
    const reasons = include === 'reasons';
    const { next, ...page } = await readVerdicts(
      context,
      { ...filter, bbox: shownBox(bbox, view), limit, reasons },
      start,
    );
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
