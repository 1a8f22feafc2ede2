import { z } from 'zod';
import { readSummary } from '../../analysis/read-summary.js';
import { summaryAnswer } from '../count-answers.js';
import { countFilters, countsAsked } from '../count-filters.js';
import { endpoint } from '../operation.js';

export const getSummaryEndpoint = endpoint(
  {
    id: 'getSummary',
    method: 'get',
    path: '/v1/summary',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    shows: 'nothing',
    summary: 'Counts by day, party, term, outcome, reading and first-level area',
    query: z.strictObject(countFilters),
    answers: { 200: { description: 'The counts', content: { 'application/json': summaryAnswer } } },
    problems: ['unknown-parameter'],
    cached: true,
  },
  async ({ query }, context) => ({
    status: 200,
    body: await readSummary(context, countsAsked(query, context.rulebook())),
  }),
);
