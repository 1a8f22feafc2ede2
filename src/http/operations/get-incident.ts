import { z } from 'zod';
import { readIncident } from '../../actions/read-incidents.js';
import { incidentWithHistory } from '../answers.js';
import { endpoint } from '../operation.js';

export const getIncidentEndpoint = endpoint(
  {
    id: 'getIncident',
    method: 'get',
    path: '/v1/incidents/{id}',
    tag: 'incidents',
    summary: 'Read an incident with its versions and verdicts',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The incident', content: { 'application/json': incidentWithHistory } } },
    problems: ['unknown-parameter', 'not-found'],
    cached: true,
  },
  async ({ parameters }, context) => ({ status: 200, body: await readIncident(context, parameters.id) }),
);
