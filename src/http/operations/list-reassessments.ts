import { z } from 'zod';
import { readReassessments } from '../../actions/read-reassessments.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import { cursorParameter, DEFAULT_LIMIT, limitParameter } from '../parameters.js';
import { reassessmentPage } from '../reassessment-answers.js';

const query = z.strictObject({ cursor: cursorParameter, limit: limitParameter });

export const listReassessmentsEndpoint = endpoint(
  {
    id: 'listReassessments',
    method: 'get',
    path: '/v1/reassessments',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'How far judging again after a publish is, and what came of those before, the latest first',
    description:
      'After a publish, stored incidents that it can touch are judged again in the background. The one that is under ' +
      'way is the first; there is never more than one. What came out otherwise is in the feed.',
    query,
    answers: { 200: { description: 'A page of them', content: { 'application/json': reassessmentPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
  },
  async ({ query: asked }, context) => {
    const { cursor, limit = DEFAULT_LIMIT } = asked;
    const list = listName('reassessments', asked);
    const { before } = readCursor(cursor, list, z.number().int());
    const { next, ...page } = await readReassessments(context, limit, before);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
