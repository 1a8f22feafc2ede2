import { z } from 'zod';
import { readAgreements } from '../../actions/read-rules.js';
import { agreementSchema } from '../../domain/agreement.js';
import { endpoint } from '../operation.js';

const answer = z
  .strictObject({
    items: z.array(
      agreementSchema.pick({ id: true, title: true, inForce: true }).extend({
        readings: z.array(z.string()).describe('The first is the headline'),
        terms: z.number().int(),
        exceptions: z.number().int(),
      }),
    ),
    rulebook: z.string(),
  })
  .meta({ id: 'AgreementList' });

export const listAgreementsEndpoint = endpoint(
  {
    id: 'listAgreements',
    method: 'get',
    path: '/v1/agreements',
    tag: 'rules',
    scopes: [['rules:read'], ['verdicts:read'], ['incidents:write'], ['incidents:read']],
    shows: 'nothing',
    summary: 'List the agreements that are served',
    answers: { 200: { description: 'All of them', content: { 'application/json': answer } } },
    problems: ['unknown-parameter'],
    cached: 'rulebook',
  },
  (_asked, context) => ({ status: 200, body: readAgreements(context) }),
);
