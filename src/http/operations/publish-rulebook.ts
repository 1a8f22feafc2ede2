import { z } from 'zod';
import { type Made, publishFiles, publishKept, publishWaiting } from '../../actions/publish-candidate.js';
import { signedBy } from '../../domain/access.js';
import { candidateFilesSchema, candidateOf } from '../candidate-files.js';
import { RULE_FILES } from '../limits.js';
import { type Context, endpoint } from '../operation.js';
import { keptHash, publishedAnswer, publishedOf, saidFields } from '../rulebook-answers.js';

const schema = z
  .strictObject({
    files: candidateFilesSchema.optional(),
    hash: keptHash.optional(),
    waiting: z.literal(true).optional().describe('What the folder of the service holds'),
    ...saidFields,
  })
  .superRefine(({ files, hash, waiting }, refusal) => {
    const given = Object.entries({ files, hash, waiting }).filter(([, value]) => value !== undefined);
    if (given.length === 1) return;
    const found = given.length === 0 ? 'it names none' : `it names ${given.map(([name]) => name).join(' and ')}`;
    refusal.addIssue({
      code: 'custom',
      message: `must name what to publish by one of files, hash and waiting; ${found}`,
    });
  })
  .meta({ id: 'RulebookPublish' });

export const publishRulebookEndpoint = endpoint(
  {
    id: 'publishRulebook',
    method: 'post',
    path: '/v1/rulebook/publish',
    tag: 'rules',
    scopes: [['rules:publish']],
    shows: 'nothing',
    summary: 'Make a rulebook live: rule files that are sent, one that is kept, or what waits in the folder',
    description:
      'Rule files go live only if they load and all cases among them pass; otherwise everything that is wrong is told ' +
      'and what is live is served on. All services on the database follow within a second, and what the change can ' +
      'touch is judged again in the background.',
    body: {
      schema,
      description: 'What to publish, in whose name and why',
      limit: RULE_FILES,
      refusedAs: 'bad-request',
      tooLargeAs: 'rules-too-large',
    },
    answers: {
      201: { description: 'It is live', content: { 'application/json': publishedAnswer } },
      200: {
        description: 'It was live already, and nothing was changed',
        content: { 'application/json': publishedAnswer },
      },
    },
    problems: [
      'not-json',
      'rules-too-large',
      'not-json-type',
      'bad-request',
      'rules-refused',
      'rulebook-differs',
      'not-found',
    ],
  },
  async ({ body, caller }, context) => {
    const made = await publish({ ...body, who: signedBy(caller, body.who) }, context);
    return { status: made.published ? 201 : 200, body: publishedOf(made), location: '/v1/rulebook' };
  },
);

function publish({ files, hash, waiting: _, ...said }: z.output<typeof schema>, context: Context): Promise<Made> {
  if (files !== undefined) return publishFiles(context, candidateOf(files), said);
  return hash === undefined ? publishWaiting(context, said) : publishKept(context, { kind: 'publish', hash, ...said });
}
