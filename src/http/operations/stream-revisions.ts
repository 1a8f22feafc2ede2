import { z } from 'zod';
import { revisionFrom } from '../../actions/read-changes.js';
import type { RevisionWatch } from '../../actions/revision-watch.js';
import { endpoint } from '../operation.js';
import { wholeParameter } from '../parameters.js';

const query = z.strictObject({
  after: wholeParameter(0, Number.MAX_SAFE_INTEGER, 'The revision you know already').optional(),
});

const headers = z.strictObject({
  'last-event-id': z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text), { message: 'must be a revision, as the `id` of an event gave it' })
    .transform(Number)
    .optional()
    .describe('The revision you know already; it counts before `after`'),
});

/** How soon a reader that was cut off comes back, in milliseconds. */
const RETRY = 'retry: 2000\n\n';
/** A comment: it keeps proxies from taking a quiet line for a dead one. */
const HEARTBEAT = ':\n\n';

export const streamRevisionsEndpoint = endpoint(
  {
    id: 'streamRevisions',
    method: 'get',
    path: '/v1/stream',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    shows: 'nothing',
    summary: 'Hear when the record grows: the revision as server-sent events',
    description:
      'Each event is a revision: `id: 812`, `event: revision`, `data: {"revision":812}`. Read what is new from ' +
      '/v1/changes. The first comes at once, unless it is the one you know already; a reader that is slow hears the ' +
      'latest only. A comment line comes when nothing happens for a while.',
    query,
    headers,
    answers: { 200: { description: 'Events without an end', content: { 'text/event-stream': z.string() } } },
    problems: ['unknown-parameter', 'beyond-record'],
  },
  async ({ query: asked, headers: sent, signal }, context) => {
    const after = sent['last-event-id'] ?? asked.after;
    if (after !== undefined) await revisionFrom(context.database, after);
    return {
      status: 200,
      body: events(context.revisions, after ?? -1, signal),
      // Proxies such as nginx would otherwise hold events back until a buffer is full.
      headers: { 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-store, no-transform' },
    };
  },
);

async function* events(revisions: RevisionWatch, after: number, signal: AbortSignal) {
  yield RETRY;
  for await (const told of revisions.follow(after, signal)) yield told === 'beat' ? HEARTBEAT : eventOf(told);
}

const eventOf = (revision: number) => `id: ${revision}\nevent: revision\ndata: ${JSON.stringify({ revision })}\n\n`;
