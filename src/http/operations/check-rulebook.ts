import { z } from 'zod';
import { candidateFilesSchema, candidateOf } from '../candidate-files.js';
import { RULE_FILES } from '../limits.js';
import { endpoint } from '../operation.js';
import { diagnosticAnswer, diagnosticOf, failedCaseAnswer, failedCaseOf, rulebookHash } from '../rulebook-answers.js';

const answer = z
  .strictObject({
    ok: z.boolean().describe('Whether it loads and its cases pass: whether it could go live'),
    rulebook: rulebookHash.optional().describe('Absent where it does not load'),
    live: z.boolean().describe('Whether this rulebook is live'),
    agreements: z.array(z.string()),
    diagnostics: z.array(diagnosticAnswer).describe('Errors and warnings, in order of file and place'),
    cases: z.strictObject({ passed: z.number().int(), failed: z.array(failedCaseAnswer) }),
  })
  .meta({ id: 'CheckedRules' });

export const checkRulebookEndpoint = endpoint(
  {
    id: 'checkRulebook',
    method: 'post',
    path: '/v1/rulebook/check',
    tag: 'rules',
    scopes: [['rules:read'], ['rules:publish']],
    shows: 'nothing',
    summary: 'Check rule files and run their cases; nothing is stored',
    body: {
      schema: z.strictObject({ files: candidateFilesSchema }).meta({ id: 'RulebookCheck' }),
      description: 'The whole set of rule files',
      limit: RULE_FILES,
      refusedAs: 'bad-request',
      tooLargeAs: 'rules-too-large',
    },
    answers: { 200: { description: 'All that is wrong with it', content: { 'application/json': answer } } },
    storesNothing: true,
    problems: ['not-json', 'rules-too-large', 'not-json-type', 'bad-request'],
  },
  async ({ body: { files } }, context) => {
    const { ok, rulebook, diagnostics, cases } = await context.rules().checker.check({ files: candidateOf(files) });
    const body = {
      ok,
      ...(rulebook === undefined ? {} : { rulebook: rulebook.hash }),
      live: rulebook?.hash === context.rulebook().hash,
      agreements: [...(rulebook?.agreements ?? [])],
      diagnostics: diagnostics.map(diagnosticOf),
      cases: { passed: cases.passed, failed: cases.failed.map(failedCaseOf) },
    };
    return { status: 200, body };
  },
);
