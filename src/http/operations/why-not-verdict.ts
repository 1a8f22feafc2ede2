import { z } from 'zod';
import { whyNotVerdict } from '../../actions/why-not.js';
import { whyNotSchema } from '../../domain/why-not.js';
import { OUTCOMES } from '../../domain/words.js';
import { whyNotProse } from '../../export/prose-why-not.js';
import { endpoint } from '../operation.js';
import { choiceParameter, textParameter } from '../parameters.js';
import { langParameter, languageHeaders, proseLanguage } from '../prose-language.js';

const answer = whyNotSchema
  .extend({ verdict: z.string(), rulebook: z.string().describe('The one that judged the verdict') })
  .meta({ id: 'VerdictWhyNot' });

export const whyNotVerdictEndpoint = endpoint(
  {
    id: 'whyNotVerdict',
    method: 'get',
    path: '/v1/verdicts/{id}/why-not',
    tag: 'verdicts',
    scopes: [['verdicts:read', 'incidents:read', 'locations:exact']],
    summary: 'The smallest changes of fact that would bring another outcome',
    description:
      'For each reading whose outcome is not that one: reports that differ from the judged one in as few facts as can be, and ' +
      'are judged so. Searched by the rulebook that judged the verdict. What was searched is said; `none-found` does not say ' +
      'that no report would do.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      outcome: choiceParameter(OUTCOMES, 'The outcome asked after'),
      reading: textParameter('Only this reading').optional(),
      lang: langParameter,
    }),
    headers: z.object(languageHeaders),
    answers: {
      200: {
        description: 'What would have to be otherwise',
        content: { 'application/json': answer, 'text/plain': z.string() },
      },
    },
    problems: ['unknown-parameter', 'bad-header', 'not-found', 'not-acceptable', 'bad-request'],
  },
  async ({ parameters: { id }, query, headers: { 'accept-language': accepted }, type }, context) => {
    const language = proseLanguage(query.lang, accepted, type, context);
    const { answer: found, rulebook } = await whyNotVerdict(context, id, query.outcome, query.reading);
    if (language === undefined) return { status: 200, body: found };
    const headers = { 'Content-Language': language.tag, Vary: 'Accept, Accept-Language' };
    return { status: 200, body: whyNotProse(found, rulebook, language), headers };
  },
);
