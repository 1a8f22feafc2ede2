import { z } from 'zod';
import { readKeptRulebook } from '../../actions/read-publications.js';
import { endpoint } from '../operation.js';
import { rulebookHash } from '../rulebook-answers.js';

const answer = z
  .strictObject({
    hash: rulebookHash,
    source: z
      .looseObject({ groups: z.array(z.unknown()), agreements: z.array(z.unknown()) })
      .describe('Groups, agreements, zones and sightings as parsed; the hash is over its canonical JSON (RFC 8785)'),
  })
  .meta({ id: 'KeptRulebook' });

export const getKeptRulebookEndpoint = endpoint(
  {
    id: 'getKeptRulebook',
    method: 'get',
    path: '/v1/rulebooks/{hash}',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'Read a rulebook whole that is live, was live, or judged a verdict',
    parameters: z.strictObject({ hash: z.string() }),
    answers: { 200: { description: 'The rulebook', content: { 'application/json': answer } } },
    problems: ['not-found', 'bad-request'],
  },
  async ({ parameters: { hash } }, context) => ({ status: 200, body: await readKeptRulebook(context, hash) }),
);
