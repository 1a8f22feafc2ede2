import { z } from 'zod';
import { submitStream } from '../../actions/submit-stream.js';
import { incidentSchema } from '../../domain/incident.js';
import { readJsonArray } from '../../intake/read-json-array.js';
import { readNdjson } from '../../intake/read-ndjson.js';
import { answerBatch } from '../answer-batch.js';
import { batchLine, batchStop, batchSummary } from '../batch-lines.js';
import { noIdempotencyKey, preferHeader } from '../headers.js';
import { streamEndpoint } from '../operation.js';
import { LOCAL_REPORTER } from '../reporter.js';

const READERS = { 'application/x-ndjson': readNdjson, 'application/json': readJsonArray } as const;

export const submitBatchEndpoint = streamEndpoint(
  {
    id: 'submitBatch',
    method: 'post',
    path: '/v1/incidents/batch',
    tag: 'incidents',
    summary: 'Report any number of incidents in one stream',
    description:
      'Answers one line for each record, in order, while the body still arrives, and a summary at the end. An answer ' +
      'without the summary is incomplete: what has a line is as the line says, what has none may not be stored; send ' +
      'the whole batch again, which stores nothing twice. A record that cannot be read costs only itself. Read the ' +
      'answer while you send, or ask for `Prefer: return=minimal`: while the answer is not read, nothing more is taken.',
    headers: z.object({
      prefer: preferHeader,
      'idempotency-key': noIdempotencyKey(
        'every report of a batch is known by its reportId, so sending a batch again stores nothing twice',
      ),
    }),
    stream: {
      description: 'Reports, one a line (NDJSON, the schema is of one line) or in one array; of any length',
      content: { 'application/x-ndjson': incidentSchema, 'application/json': z.array(incidentSchema) },
      unpacked: { bytes: 2 * 1024 ** 3, ratio: 200 },
    },
    answers: {
      200: {
        description: 'One line for each record, in order; then the summary, or a problem in its place',
        content: { 'application/x-ndjson': z.union([batchLine, batchSummary, batchStop]) },
      },
    },
    problems: ['not-json', 'not-gzip', 'too-large', 'too-slow', 'wrong-type'],
  },
  ({ body: { type, chunks }, headers: { prefer }, ...connection }, context) => {
    const rulebook = context.rulebook();
    const items = READERS[type as keyof typeof READERS](chunks);
    const minimal = prefer?.minimal === true;
    const flow = submitStream(context, rulebook, LOCAL_REPORTER, items);
    return {
      status: 200,
      body: answerBatch(flow, rulebook.hash, minimal, context, connection),
      ...(minimal ? { headers: { 'Preference-Applied': 'return=minimal' } } : {}),
    };
  },
);
