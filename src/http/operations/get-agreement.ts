import { z } from 'zod';
import { readAgreement } from '../../actions/read-rules.js';
import { agreementSchema } from '../../domain/agreement.js';
import { endpoint } from '../operation.js';

const answer = agreementSchema
  .extend({ zones: z.unknown().describe('A GeoJSON FeatureCollection'), rulebook: z.string() })
  .meta({ id: 'ServedAgreement' });

export const getAgreementEndpoint = endpoint(
  {
    id: 'getAgreement',
    method: 'get',
    path: '/v1/agreements/{id}',
    tag: 'rules',
    scopes: [['rules:read'], ['verdicts:read'], ['incidents:write'], ['incidents:read']],
    shows: 'nothing',
    summary: 'Read an agreement: terms, exceptions, readings, roles, duties, notes, texts and zones',
    parameters: z.strictObject({ id: z.string() }),
    answers: { 200: { description: 'The agreement', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'not-found'],
    cached: 'rulebook',
  },
  ({ parameters }, context) => ({ status: 200, body: readAgreement(context, parameters.id) }),
);
