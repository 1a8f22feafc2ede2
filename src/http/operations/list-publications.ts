import { z } from 'zod';
import { readPublications } from '../../actions/read-publications.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import { cursorParameter, DEFAULT_LIMIT, limitParameter } from '../parameters.js';
import { publicationAnswer, publicationOf } from '../rulebook-answers.js';

const LIST = listName('publications', {});

const answer = z
  .strictObject({
    items: z.array(publicationAnswer),
    next: z.string().optional().describe('What to pass as cursor for the next page'),
  })
  .meta({ id: 'Publications' });

export const listPublicationsEndpoint = endpoint(
  {
    id: 'listPublications',
    method: 'get',
    path: '/v1/rulebook/publications',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'List which rulebook went live when, by whom and why, the newest first',
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answers: { 200: { description: 'A page of publications', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'bad-cursor'],
  },
  async ({ query: { cursor, limit = DEFAULT_LIMIT } }, context) => {
    const { before } = readCursor(cursor, LIST, z.number().int().min(1));
    const { items, next } = await readPublications(context, { before, limit });
    const more = next === undefined ? {} : { next: cursorOf(LIST, { before: next, asOf: 0 }) };
    return { status: 200, body: { items: items.map(publicationOf), ...more } };
  },
);
