import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { readRevision } from '../../actions/read-revision.js';
import { formatInstant } from '../../domain/time.js';
import { revision } from '../answers.js';
import { endpoint } from '../operation.js';
import { notReady } from '../readiness.js';

const answer = z
  .strictObject({
    status: z.literal('ready'),
    rulebook: z.string().describe('The hash of the rulebook that is served'),
    loadedAt: z.string().describe('When the folder of rule files was last read'),
    agreements: z.array(z.string()),
    refused: z
      .strictObject({ at: z.string(), diagnostics: z.array(z.string()) })
      .optional()
      .describe('The folder of rule files, where it does not load or its cases fail; the last good rulebook is served'),
    waiting: z
      .strictObject({ at: z.string(), rulebook: z.string() })
      .optional()
      .describe('The folder of rule files, where it holds another rulebook that waits to be published'),
    revision,
  })
  .meta({ id: 'Ready' });

/** Whoever asks wants to know now: a database that hangs for so long is none. Milliseconds. */
const PATIENCE_MS = 5_000;

export const readyEndpoint = endpoint(
  {
    id: 'ready',
    method: 'get',
    path: '/ready',
    tag: 'service',
    scopes: [],
    shows: 'nothing',
    summary: 'Whether the database is up to date and a rulebook is loaded',
    answers: { 200: { description: 'It is', content: { 'application/json': answer } } },
    problems: ['unknown-parameter', 'not-ready'],
    always: true,
  },
  async (_asked, context) => {
    const readiness = context.readiness();
    if (!readiness.ready) throw notReady(readiness.waitingFor);
    if (context.leaving?.() === true) throw notReady(['the service is stopping']);
    const number = await Promise.race([readRevision(context), pause(PATIENCE_MS, undefined, { ref: false })]).catch(
      () => undefined,
    );
    if (number === undefined) throw notReady(['the database does not answer']);
    const rulebook = context.rulebook();
    const { refused, waiting, loadedAt } = readiness;
    const body = {
      status: 'ready',
      rulebook: rulebook.hash,
      loadedAt: formatInstant(loadedAt),
      agreements: [...rulebook.agreements.keys()],
      ...(refused === undefined ? {} : { refused: { ...refused, at: formatInstant(refused.at) } }),
      ...(waiting === undefined ? {} : { waiting: { ...waiting, at: formatInstant(waiting.at) } }),
      revision: number,
    };
    return { status: 200, body };
  },
);
