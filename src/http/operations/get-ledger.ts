import { z } from 'zod';
import { readLedgers } from '../../analysis/read-ledger.js';
import { ledgerAnswer, ledgersAnswer } from '../count-answers.js';
import { countFilters, countsAsked } from '../count-filters.js';
import { endpoint } from '../operation.js';

export const getLedgerEndpoint = endpoint(
  {
    id: 'getLedger',
    method: 'get',
    path: '/v1/ledger',
    tag: 'verdicts',
    scopes: [['verdicts:read']],
    shows: 'nothing',
    summary: 'What every exception lifted, and what would follow if it were closed',
    description:
      'With a reading: its ledger. Without: the ledgers of all readings, under `ledgers`; so too without an agreement where the rulebook holds several. Exceptions that were never used are listed too.',
    query: z.strictObject(countFilters),
    answers: {
      200: {
        description: 'A ledger, or several',
        content: { 'application/json': z.union([ledgerAnswer, ledgersAnswer]) },
      },
    },
    problems: ['unknown-parameter'],
    cached: true,
  },
  async ({ query }, context) => {
    const { ledgers, asOf, revision } = await readLedgers(context, countsAsked(query, context.rulebook()));
    const [only] = ledgers;
    if (query.reading !== undefined && ledgers.length === 1) return { status: 200, body: only };
    return { status: 200, body: { ledgers, asOf, revision } };
  },
);
