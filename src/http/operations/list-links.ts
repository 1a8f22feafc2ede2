import { z } from 'zod';
import { readLinks } from '../../actions/read-links.js';
import { LINK_STATES } from '../../domain/statement.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { linkPage } from '../event-answers.js';
import { endpoint } from '../operation.js';
import {
  asOfParameter,
  choiceParameter,
  cursorParameter,
  DEFAULT_LIMIT,
  limitParameter,
  textParameter,
} from '../parameters.js';

const query = z.strictObject({
  state: choiceParameter(LINK_STATES, 'Only links of this state').optional(),
  incident: textParameter('Only links of this incident').optional(),
  asOf: asOfParameter,
  cursor: cursorParameter,
  limit: limitParameter,
});

export const listLinksEndpoint = endpoint(
  {
    id: 'listLinks',
    method: 'get',
    path: '/v1/links',
    tag: 'events',
    scopes: [['incidents:read', 'locations:exact']],
    summary: 'List links between reports that may be of one act, the newest first',
    query,
    answers: { 200: { description: 'A page of links', content: { 'application/json': linkPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: true,
  },
  async ({ query: asked }, context) => {
    const { cursor, asOf, limit = DEFAULT_LIMIT, ...filter } = asked;
    const list = listName('links', asked);
    const start = { asOf, ...readCursor(cursor, list, z.string()) };
    const { next, ...page } = await readLinks(context, { ...filter, limit }, start);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
