import { z } from 'zod';
import { replayVerdict } from '../../actions/replay-verdict.js';
import { differenceSchema } from '../../domain/differences.js';
import { OUTCOMES } from '../../domain/words.js';
import { endpoint } from '../operation.js';
import { choiceParameter } from '../parameters.js';

const outcome = z.enum(OUTCOMES);
const whole = (description: string) => z.number().int().min(0).describe(description);

const opinion = z
  .strictObject({
    reading: z.string(),
    outcome: z.enum([...OUTCOMES, 'undetermined']).describe('Of the verdict'),
    possible: z.array(outcome).describe('What the verdict leaves possible'),
    checked: whole('How many ways of filling in the unknowns were run'),
    exhaustive: z.boolean().describe('Whether those were all'),
    seen: z.array(outcome).describe('What json-rules-engine came to'),
    agrees: z.boolean(),
    disagreements: z.array(
      z.strictObject({
        candidate: whole('Which candidate'),
        completion: whole('The number of the completion'),
        outcome,
        possible: z.array(outcome),
      }),
    ),
  })
  .meta({ id: 'SecondOpinion' });

const replayAnswer = z
  .strictObject({
    verdictId: z.string(),
    identical: z.boolean().describe('Whether it was judged again and nothing differs'),
    notReplayed: z.string().optional().describe('Why it could not be judged again; absent where it was'),
    redacted: z
      .array(z.string())
      .optional()
      .describe(
        'What was redacted of its report, as pointers: the hash of the report as it was sent cannot be checked any more. Judged again is what is left; where a rule read what went, notReplayed says so, and that is no difference. Absent where nothing was',
      ),
    differences: z
      .array(differenceSchema)
      .describe('Under /verdict, /columns, /summary, /marks, /changes, /incident and /rulebook'),
    rulebook: z.string(),
    semantics: z.number().int(),
    secondOpinion: z.array(opinion).optional().describe('For each reading, where an engine was named'),
  })
  .meta({ id: 'Replay' });

export const replayVerdictEndpoint = endpoint(
  {
    id: 'replayVerdict',
    method: 'get',
    path: '/v1/verdicts/{id}/replay',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    summary: 'Judge a stored verdict again, by its own rulebook',
    description:
      'The judgement is compared byte for byte, and so is everything else that is stored of it. With `engine=json-rules-engine` a second engine is asked on completed facts, at most about a thousand runs for one request.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      engine: choiceParameter(['json-rules-engine'], 'Also ask this engine, for each reading').optional(),
    }),
    answers: { 200: { description: 'What judging again gave', content: { 'application/json': replayAnswer } } },
    problems: ['unknown-parameter', 'not-found'],
  },
  async ({ parameters: { id }, query: { engine } }, context) => {
    const { differences, notReplayed, ...rest } = await replayVerdict(context, id, engine !== undefined);
    const identical = notReplayed === undefined && differences.length === 0;
    return {
      status: 200,
      body: { ...rest, identical, ...(notReplayed === undefined ? {} : { notReplayed }), differences },
    };
  },
);
