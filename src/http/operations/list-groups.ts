import { z } from 'zod';
import { readGroups } from '../../actions/read-rules.js';
import { groupSchema } from '../../domain/group.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { endpoint } from '../operation.js';
import { cursorParameter, DEFAULT_LIMIT, instantParameter, limitParameter, textParameter } from '../parameters.js';

const query = z.strictObject({
  q: textParameter(
    'Part of any of its names, in any script; case, diacritics and transliteration do not count',
  ).optional(),
  at: instantParameter('Tell also what each was a member of at this time').optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const group = groupSchema
  .extend({
    name: z.string().describe('The name to show'),
    groupsAt: z
      .array(z.strictObject({ group: z.string(), truth: z.enum(['true', 'unknown', 'false']) }))
      .optional()
      .describe('All that it was a member of at the time asked for, through other groups too'),
  })
  .meta({ id: 'Group' });
const answer = z
  .strictObject({
    items: z.array(group),
    next: z.string().optional(),
    nearest: z.array(z.string()).optional().describe('When nothing was found: names that come near'),
    rulebook: z.string(),
  })
  .meta({ id: 'GroupPage' });

export const listGroupsEndpoint = endpoint(
  {
    id: 'listGroups',
    method: 'get',
    path: '/v1/groups',
    tag: 'rules',
    scopes: [['rules:read'], ['verdicts:read'], ['incidents:write'], ['incidents:read']],
    shows: 'nothing',
    summary: 'Look up groups by any of their names',
    query,
    answers: { 200: { description: 'A page of groups', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: 'rulebook',
  },
  ({ query: asked }, context) => {
    const list = listName('groups', asked);
    const after = readCursor(asked.cursor, list, z.string()).before;
    const { next, ...page } = readGroups(context, {
      search: asked.q,
      at: asked.at,
      after,
      limit: asked.limit ?? DEFAULT_LIMIT,
    });
    return {
      status: 200,
      body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, { before: next, asOf: 0 }) }) },
    };
  },
);
