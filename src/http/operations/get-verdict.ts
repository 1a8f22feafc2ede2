import { z } from 'zod';
import { readVerdict, readVerdictProse, stateOfVerdict } from '../../actions/read-verdicts.js';
import { endpoint } from '../operation.js';
import { langParameter, languageHeaders, proseLanguage } from '../prose-language.js';
import { because } from '../reassessment-answers.js';
import { shownVerdict } from '../shown-answers.js';

const query = z.strictObject({ lang: langParameter });
const headers = z.object(languageHeaders);
const answer = shownVerdict
  .extend({
    because: because.optional(),
    redacted: z
      .array(z.string())
      .optional()
      .describe(
        'What was redacted of the report since, as pointers. What the verdict came to stands; reasons that would tell what went are no longer in it',
      ),
  })
  .meta({ id: 'VerdictWithCause' });

export const getVerdictEndpoint = endpoint(
  {
    id: 'getVerdict',
    method: 'get',
    path: '/v1/verdicts/{id}',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    fitsText: true,
    summary: 'Read a verdict with its reasons, as JSON or as prose',
    parameters: z.strictObject({ id: z.string() }),
    query,
    headers,
    answers: {
      200: { description: 'The verdict', content: { 'application/json': answer, 'text/plain': z.string() } },
    },
    problems: ['unknown-parameter', 'bad-header', 'not-found', 'not-acceptable'],
    async cached({ parameters: { id = '' }, query: asked, headers: sent, type }, context) {
      const { lang } = asked as z.output<typeof query>;
      const { 'accept-language': accepted } = sent as z.output<typeof headers>;
      const language = proseLanguage(lang, accepted, type, context);
      const state = await stateOfVerdict(context, id);
      // Prose takes its names from the rulebook that is served; the rest never changes but for its end.
      const words = language === undefined ? '' : `${context.rulebook().hash} ${language.tag} ${language.digest}`;
      return state === undefined ? undefined : `${state} ${words}`;
    },
  },
  async ({ parameters: { id }, query: { lang }, headers: { 'accept-language': accepted }, type, view }, context) => {
    const language = proseLanguage(lang, accepted, type, context);
    if (language === undefined) return { status: 200, body: await readVerdict(context, id) };
    return {
      status: 200,
      body: await readVerdictProse(context, id, language, view),
      headers: { 'Content-Language': language.tag },
    };
  },
);
