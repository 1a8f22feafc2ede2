import { submitIncident } from '../../actions/submit-incident.js';
import { incidentSchema } from '../../domain/incident.js';
import { submittedAnswer } from '../answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

export const submitIncidentEndpoint = endpoint(
  {
    id: 'submitIncident',
    method: 'post',
    path: '/v1/incidents',
    tag: 'incidents',
    scopes: [['incidents:write']],
    summary: 'Report an incident and get its verdicts at once',
    description:
      'Sending the same report again is harmless: it answers 200 with what is stored. Other content under a reportId that was used is a 409.',
    body: { schema: incidentSchema, description: 'One report', limit: ONE_REPORT, refusedAs: 'bad-incident' },
    answers: {
      201: { description: 'Stored and judged', content: { 'application/json': submittedAnswer } },
      200: { description: 'Was there before, with the same content', content: { 'application/json': submittedAnswer } },
    },
    problems: ['not-json', 'report-differs', 'too-large', 'not-json-type', 'bad-incident'],
  },
  async ({ body, caller }, context) => {
    const { status, ...answer } = await submitIncident(context, caller.reporter, body);
    return { status, body: answer, location: `/v1/incidents/${answer.incident.id}` };
  },
);
