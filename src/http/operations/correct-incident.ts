import { z } from 'zod';
import { correctIncident } from '../../actions/correct-incident.js';
import { incidentSchema } from '../../domain/incident.js';
import { submittedAnswer } from '../answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { textParameter, wholeParameter } from '../parameters.js';

export const correctIncidentEndpoint = endpoint(
  {
    id: 'correctIncident',
    method: 'post',
    path: '/v1/incidents/{id}/corrections',
    tag: 'incidents',
    scopes: [['incidents:write']],
    summary: 'Correct a report: a new version, judged again',
    description:
      'The body is the whole report as it should have been, under the same reportId. Earlier versions stay; their verdicts are superseded in the feed. A withdrawn report stands again by a correction.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      reason: textParameter('Why it is corrected').optional(),
      ifVersion: wholeParameter(1, 1_000_000, 'The version that is corrected; another one is a 409').optional(),
    }),
    body: { schema: incidentSchema, description: 'The corrected report', limit: ONE_REPORT, refusedAs: 'bad-incident' },
    answers: {
      201: { description: 'A new version, judged', content: { 'application/json': submittedAnswer } },
      200: { description: 'The report says this already', content: { 'application/json': submittedAnswer } },
    },
    problems: ['not-json', 'not-found', 'not-yours', 'version-differs', 'too-large', 'not-json-type', 'bad-incident'],
  },
  async ({ parameters: { id }, query, body, caller }, context) => {
    const { status, ...answer } = await correctIncident(context, caller, { id, report: body, ...query });
    return { status, body: answer, location: `/v1/incidents/${id}` };
  },
);
