import { z } from 'zod';
import { publishKept } from '../../actions/publish-candidate.js';
import { signedBy } from '../../domain/access.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { keptHash, publishedAnswer, publishedOf, saidFields } from '../rulebook-answers.js';

export const rollBackRulebookEndpoint = endpoint(
  {
    id: 'rollBackRulebook',
    method: 'post',
    path: '/v1/rulebook/rollback',
    tag: 'rules',
    scopes: [['rules:publish']],
    shows: 'nothing',
    summary: 'Make an earlier rulebook live again',
    description:
      'Any rulebook that is kept: every one that was ever live. A folder of rule files does not undo it; it publishes ' +
      'again when something in it changes.',
    body: {
      schema: z.strictObject({ hash: keptHash, ...saidFields }).meta({ id: 'RulebookRollback' }),
      description: 'What to go back to, in whose name and why',
      limit: ONE_REPORT,
      refusedAs: 'bad-request',
    },
    answers: {
      201: { description: 'It is live again', content: { 'application/json': publishedAnswer } },
      200: {
        description: 'It is what is live, and nothing was changed',
        content: { 'application/json': publishedAnswer },
      },
    },
    problems: [
      'not-json',
      'too-large',
      'not-json-type',
      'bad-request',
      'not-found',
      'rules-refused',
      'rulebook-differs',
    ],
  },
  async ({ body, caller }, context) => {
    const said = { ...body, who: signedBy(caller, body.who) };
    const made = await publishKept(context, { kind: 'rollback', ...said });
    return { status: made.published ? 201 : 200, body: publishedOf(made), location: '/v1/rulebook' };
  },
);
