import { z } from 'zod';
import { recordEvidence } from '../../actions/record-evidence.js';
import { evidenceSchema } from '../../domain/evidence.js';
import { evidenceAnswer } from '../event-answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const recordEvidenceEndpoint = endpoint(
  {
    id: 'recordEvidence',
    method: 'post',
    path: '/v1/incidents/{id}/evidence',
    tag: 'events',
    scopes: [['incidents:write']],
    shows: 'sent',
    summary: 'Add a reference to evidence of an incident',
    description: 'Only where it lies, its hash and who has held it: Truce never fetches it, and no rule reads it.',
    parameters: z.strictObject({ id: z.string() }),
    body: { schema: evidenceSchema, description: 'The reference', limit: ONE_REPORT, refusedAs: 'bad-request' },
    answers: {
      201: { description: 'Recorded', content: { 'application/json': evidenceAnswer } },
      200: { description: 'Was recorded before', content: { 'application/json': evidenceAnswer } },
    },
    problems: ['not-json', 'not-found', 'not-yours', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, body, caller }, context) => {
    const { status, ...answer } = await recordEvidence(context, caller, id, body);
    return { status, body: answer, location: `/v1/evidence/${answer.evidence.id}` };
  },
);
