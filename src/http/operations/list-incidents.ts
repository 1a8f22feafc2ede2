import { z } from 'zod';
import { readIncidents } from '../../actions/read-incidents.js';
import { seesOnly } from '../../domain/access.js';
import { KINDS } from '../../domain/words.js';
import { incidentPage } from '../answers.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import {
  asOfParameter,
  choiceParameter,
  cursorParameter,
  DEFAULT_LIMIT,
  instantParameter,
  limitParameter,
  textParameter,
} from '../parameters.js';

const query = z.strictObject({
  from: instantParameter('Only what may have happened at or after this time').optional(),
  to: instantParameter('Only what may have happened at or before this time').optional(),
  kind: choiceParameter([...KINDS.keys()], 'Only acts that are, or may be, of this kind').optional(),
  event: textParameter('Only reports of this event').optional(),
  reportId: textParameter('Only the report with this id of its reporter').optional(),
  asOf: asOfParameter,
  cursor: cursorParameter,
  limit: limitParameter,
});

export const listIncidentsEndpoint = endpoint(
  {
    id: 'listIncidents',
    method: 'get',
    path: '/v1/incidents',
    tag: 'incidents',
    scopes: [['incidents:read'], ['incidents:write']],
    summary: 'List incidents, the newest first',
    description: 'Without `incidents:read`, those of the own reporter.',
    query,
    answers: { 200: { description: 'A page of incidents', content: { 'application/json': incidentPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: true,
  },
  async ({ query: asked, caller }, context) => {
    const { cursor, asOf, limit = DEFAULT_LIMIT, ...filter } = asked;
    const list = listName('incidents', asked);
    const start = { asOf, ...readCursor(cursor, list, z.string()) };
    const { next, ...page } = await readIncidents(context, { ...filter, reporter: seesOnly(caller), limit }, start);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
