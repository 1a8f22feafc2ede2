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
    scopes: [['incidents:read'], ['incidents:write']],
    summary: 'Read an incident with its versions and verdicts',
    description: 'Without `incidents:read`, one of the own reporter.',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The incident', content: { 'application/json': incidentWithHistory } } },
    problems: ['unknown-parameter', 'not-found'],
    cached: true,
  },
  async ({ parameters, caller }, context) => ({
    status: 200,
    body: await readIncident(context, caller, parameters.id),
  }),
);
