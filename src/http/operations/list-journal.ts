import { z } from 'zod';
import { exportJournal, readJournal, readJournalHead } from '../../actions/read-journal.js';
import { headText, JOURNAL_ACTS, type JournalAct } from '../../domain/journal.js';
import { journalAnswerOf, journalLines } from '../../export/journal-lines.js';
import { cursorOf, listName, readCursor } from '../cursor.js';
import { type Context, endpoint } from '../operation.js';
import {
  choiceParameter,
  cursorParameter,
  DEFAULT_LIMIT,
  instantParameter,
  limitParameter,
  textParameter,
} from '../parameters.js';

const acts = Object.keys(JOURNAL_ACTS) as [JournalAct, ...JournalAct[]];

const filters = {
  who: textParameter('Only what was done in this name').optional(),
  what: choiceParameter(acts, 'Only what was done of this kind').optional(),
  subject: textParameter('Only what was done to this: the id of an incident, a link, a record, a key …').optional(),
  from: instantParameter('Only what was done at or after this time').optional(),
  to: instantParameter('Only what was done at or before this time').optional(),
};

const hash = z.string().meta({ examples: [`sha256:${'0'.repeat(64)}`] });
const entry = z
  .strictObject({
    number: z.number().int().min(1),
    at: z.string().meta({ format: 'date-time' }),
    who: z.string(),
    what: z.string().describe(acts.map((act) => `${act}: ${JOURNAL_ACTS[act]}`).join('. ')),
    subject: z.string(),
    before: hash.optional(),
    after: hash.optional(),
    previous: z.string().describe('The hash of the entry before it; `sha256:` of the first'),
    hash: hash.describe(
      'SHA-256 over the canonical JSON (RFC 8785) of all the rest, with `at` in milliseconds since 1970 and null for a `before` or `after` that is not there',
    ),
  })
  .meta({ id: 'JournalEntry' });

const answer = z
  .strictObject({
    items: z.array(entry).describe('The newest first'),
    next: z.string().optional().describe('To be passed as `cursor` for the next page; absent on the last'),
    head: z
      .strictObject({ number: z.number().int().min(1), hash })
      .optional()
      .describe('The last entry of the whole journal, whatever the filters; worth writing down elsewhere'),
  })
  .meta({ id: 'JournalPage' });

/** Nothing is ever put between entries, so the head says all of what an answer follows from. */
const cached = async (_asked: unknown, context: Context) => {
  const head = await readJournalHead(context);
  return head === undefined ? 'empty' : headText(head);
};

export const listJournalEndpoint = endpoint(
  {
    id: 'listJournal',
    method: 'get',
    path: '/v1/journal',
    tag: 'service',
    // It names reporters, and from hashes of reports the places in them can be found by trying.
    scopes: [['admin', 'incidents:read', 'locations:exact']],
    summary: 'List who did what to what, when, the newest first',
    query: z.strictObject({ ...filters, cursor: cursorParameter, limit: limitParameter }),
    answers: { 200: { description: 'A page of the journal', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'bad-cursor'],
    cached,
  },
  async ({ query: asked }, context) => {
    const { cursor, limit = DEFAULT_LIMIT, ...filter } = asked;
    const list = listName('journal', asked);
    const { before } = readCursor(cursor, list, z.number().int().min(1));
    const { items, next, head } = await readJournal(context, filter, { before, limit });
    const body = {
      items: items.map(journalAnswerOf),
      ...(next === undefined ? {} : { next: cursorOf(list, { before: next, asOf: 0 }) }),
      ...(head === undefined ? {} : { head }),
    };
    return { status: 200, body };
  },
);

export const exportJournalEndpoint = endpoint(
  {
    id: 'exportJournal',
    method: 'get',
    path: '/v1/journal.ndjson',
    tag: 'service',
    // It names reporters, and from hashes of reports the places in them can be found by trying.
    scopes: [['admin', 'incidents:read', 'locations:exact']],
    summary: 'Take the journal away as NDJSON, the oldest first',
    description:
      'Without a filter it is the whole chain, which anybody can check: each `previous` is the `hash` of the line before. ' +
      'When it cannot be read to the end the connection is cut, so a file that arrived whole is whole.',
    query: z.strictObject(filters),
    answers: { 200: { description: 'An entry a line', content: { 'application/x-ndjson': z.string() } } },
    problems: ['unknown-parameter'],
    cached,
  },
  async ({ query }, context) => ({
    status: 200,
    body: journalLines(exportJournal(context, query)),
    headers: { 'Content-Disposition': 'attachment; filename="journal.ndjson"' },
  }),
);
