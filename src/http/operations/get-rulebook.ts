import { z } from 'zod';
import { readLatestPublication } from '../../actions/read-publications.js';
import { formatInstant } from '../../domain/time.js';
import { endpoint } from '../operation.js';
import {
  diagnosticAnswer,
  diagnosticOf,
  failedCaseAnswer,
  failedCaseOf,
  publicationAnswer,
  publicationOf,
  rulebookHash,
} from '../rulebook-answers.js';

const folder = z
  .strictObject({
    path: z.string(),
    state: z
      .enum(['same', 'waiting', 'refused'])
      .describe('Same as what is live; waiting to be published; refused, as it does not load or a case fails'),
    rulebook: rulebookHash.optional().describe('What it holds; absent where it does not load'),
    readAt: z.string().meta({ format: 'date-time' }),
    diagnostics: z.array(diagnosticAnswer),
    failedCases: z.array(failedCaseAnswer),
  })
  .describe('The folder of rule files of the service that answers')
  .meta({ id: 'RulesFolder' });

const answer = z
  .strictObject({
    rulebook: rulebookHash.describe('What is live: what every report is judged by'),
    since: z.string().optional().meta({ format: 'date-time' }),
    publication: publicationAnswer.optional().describe('How it went live; absent where nothing was ever published'),
    agreements: z.array(z.string()),
    publish: z.enum(['auto', 'manual']).describe('Whether a change of the folder goes live by itself'),
    folder,
  })
  .meta({ id: 'LiveRulebook' });

export const getRulebookEndpoint = endpoint(
  {
    id: 'getRulebook',
    method: 'get',
    path: '/v1/rulebook',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'What is live, since when and by whom, and how the folder of rule files stands to it',
    answers: { 200: { description: 'The live rulebook', content: { 'application/json': answer } } },
    problems: ['unknown-parameter'],
  },
  async (_asked, context) => {
    const { live, folder } = context.rules();
    const latest = await readLatestPublication(context);
    if (latest !== undefined) await context.follow?.(latest.hash);
    const rulebook = live.current();
    const { state, hash, at, diagnostics, failed, folder: path } = folder.status();
    const body = {
      rulebook: rulebook.hash,
      ...(latest === undefined ? {} : { since: formatInstant(latest.at), publication: publicationOf(latest) }),
      agreements: [...rulebook.agreements.keys()],
      publish: folder.mode,
      folder: {
        path,
        state,
        ...(hash === undefined ? {} : { rulebook: hash }),
        readAt: formatInstant(at),
        diagnostics: diagnostics.map(diagnosticOf),
        failedCases: failed.map(failedCaseOf),
      },
    };
    return { status: 200, body };
  },
);
