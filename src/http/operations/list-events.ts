import { z } from 'zod';
import { readEvents } from '../../actions/read-events.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { eventPage } from '../event-answers.js';
import { refuseUnknown } from '../filter-values.js';
import { endpoint } from '../operation.js';
import {
  cursorParameter,
  DEFAULT_LIMIT,
  instantParameter,
  limitParameter,
  textParameter,
  yesNoParameter,
} from '../parameters.js';

const query = z.strictObject({
  agreement: textParameter('Only events of which a report has a verdict under this agreement').optional(),
  from: instantParameter('Only what may have happened at or after this time, by one of its reports').optional(),
  to: instantParameter('Only what may have happened at or before this time, by one of its reports').optional(),
  several: yesNoParameter('Only events of several reports, or only those of one').optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

export const listEventsEndpoint = endpoint(
  {
    id: 'listEvents',
    method: 'get',
    path: '/v1/events',
    tag: 'events',
    scopes: [['incidents:read']],
    summary: 'List events, each once however many reports it has, the newest first',
    description:
      'Later pages leave out events whose first report came after the first page. Otherwise every page shows events as they are now: reports may be joined or parted while a list is read.',
    query,
    answers: { 200: { description: 'A page of events', content: { 'application/json': eventPage } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached: true,
  },
  async ({ query: asked }, context) => {
    refuseUnknown(asked, context.rulebook());
    const { cursor, limit = DEFAULT_LIMIT, ...filter } = asked;
    const list = listName('events', asked);
    const start = readCursor(cursor, list, z.string());
    const { next, ...page } = await readEvents(context, { ...filter, limit }, start);
    return { status: 200, body: { ...page, ...(next === undefined ? {} : { next: cursorOf(list, next) }) } };
  },
);
