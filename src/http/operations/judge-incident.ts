import { z } from 'zod';
import { judgeIncident } from '../../actions/judge-incident.js';
import { addedSchema } from '../../domain/added.js';
import { slug } from '../../domain/group.js';
import { incidentSchema } from '../../domain/incident.js';
import { judgementSchema, warningSchema } from '../../domain/verdict.js';
import { whyNotSchema } from '../../domain/why-not.js';
import { OUTCOMES } from '../../domain/words.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';

const question = z
  .strictObject({
    incident: incidentSchema,
    agreements: z
      .array(slug)
      .min(1, 'must not be empty; leave it out for all agreements')
      .max(100, 'must have at most 100 entries')
      .optional()
      .describe('Judge under these only'),
    whyNot: z
      .enum(OUTCOMES)
      .optional()
      .describe('Also search for the smallest changes of fact that would bring this outcome'),
  })
  .meta({ id: 'JudgementQuestion' });

const answer = z
  .strictObject({
    rulebook: z.string(),
    added: addedSchema.optional().describe('What the gazetteer added before judging'),
    verdicts: z.array(judgementSchema),
    untouched: z
      .array(z.strictObject({ agreement: z.string(), why: z.string() }))
      .describe('Agreements that the incident is surely outside of'),
    warnings: z.array(warningSchema),
    whyNot: z.array(whyNotSchema).optional().describe('One for each verdict, where it was asked for'),
  })
  .meta({ id: 'JudgementAnswer' });

export const judgeIncidentEndpoint = endpoint(
  {
    id: 'judgeIncident',
    method: 'post',
    path: '/v1/judgements',
    tag: 'verdicts',
    scopes: [['verdicts:read'], ['incidents:write']],
    shows: 'nothing',
    summary: 'Judge an incident without storing anything',
    body: { schema: question, description: 'The incident to judge', limit: ONE_REPORT, refusedAs: 'bad-incident' },
    answers: { 200: { description: 'The verdicts, with full reasons', content: { 'application/json': answer } } },
    storesNothing: true,
    problems: ['not-json', 'too-large', 'not-json-type', 'bad-incident', 'unknown-agreement'],
  },
  async ({ body }, context) => ({ status: 200, body: await judgeIncident(context, body) }),
);
