import { z } from 'zod';
import { submitStream } from '../../actions/submit-stream.js';
import { incidentSchema } from '../../domain/incident.js';
import { UnknownWords } from '../../intake/unknown-words.js';
import { answerBatch } from '../answer-batch.js';
import { batchLine, batchStop, batchSummary } from '../batch-lines.js';
import { CSV, readerOf } from '../batch-reader.js';
import { noIdempotencyKey, preferHeader } from '../headers.js';
import { streamEndpoint } from '../operation.js';
import { textParameter } from '../parameters.js';

export const submitBatchEndpoint = streamEndpoint(
  {
    id: 'submitBatch',
    method: 'post',
    path: '/v1/incidents/batch',
    tag: 'incidents',
    scopes: [['incidents:write']],
    fitsText: true,
    summary: 'Report any number of incidents in one stream',
    description:
      'Answers one line for each record, in order, while the body still arrives, and a summary at the end. An answer ' +
      'without the summary is incomplete: what has a line is as the line says, what has none may not be stored; send ' +
      'the whole batch again, which stores nothing twice. A record that cannot be read costs only itself. Read the ' +
      'answer while you send, or ask for `Prefer: return=minimal`: while the answer is not read, nothing more is taken.',
    query: z.strictObject({
      profile: textParameter('The mapping profile a CSV body is read by; plain when not said').optional(),
    }),
    headers: z.object({
      prefer: preferHeader,
      'idempotency-key': noIdempotencyKey(
        'every report of a batch is known by its reportId, so sending a batch again stores nothing twice',
      ),
    }),
    stream: {
      description:
        'Reports, one a line (NDJSON, the schema is of one line), in one array, or as the rows of a CSV file; of any length',
      content: {
        'application/x-ndjson': incidentSchema,
        'application/json': z.array(incidentSchema),
        [CSV]: z.string(),
      },
      unpacked: { bytes: 2 * 1024 ** 3, ratio: 200 },
    },
    answers: {
      200: {
        description: 'One line for each record, in order; then the summary, or a problem in its place',
        content: { 'application/x-ndjson': z.union([batchLine, batchSummary, batchStop]) },
      },
    },
    problems: ['not-json', 'bad-request', 'not-gzip', 'too-large', 'too-slow', 'wrong-type'],
  },
  async ({ body, query, headers: { prefer }, caller, view, ...connection }, context) => {
    const unknown = new UnknownWords();
    const items = await readerOf(body, { profile: query.profile, folder: context.profiles }, unknown);
    const minimal = prefer?.minimal === true;
    const flow = submitStream(context, caller.reporter, items);
    const found = body.type === CSV ? unknown : undefined;
    return {
      status: 200,
      body: answerBatch(flow, { minimal, unknown: found, view }, context, connection),
      ...(minimal ? { headers: { 'Preference-Applied': 'return=minimal' } } : {}),
    };
  },
);
