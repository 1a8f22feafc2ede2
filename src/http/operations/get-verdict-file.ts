import { z } from 'zod';
import { exportVerdict } from '../../actions/export-verdict.js';
import { programVersion } from '../../config.js';
import { VERDICT_FILE_TYPE, verdictFileSchema } from '../../domain/verdict-file.js';
import { endpoint } from '../operation.js';

export const getVerdictFileEndpoint = endpoint(
  {
    id: 'getVerdictFile',
    method: 'get',
    path: '/v1/verdicts/{id}/file',
    tag: 'verdicts',
    scopes: [['verdicts:read', 'incidents:read', 'locations:exact']],
    summary: 'Take a verdict along as one file that can be checked anywhere',
    description:
      'The report as it was sent, the whole rulebook, the verdict with its reasons, and their hashes: `truce verify FILE` judges it again on any machine, without a database and without rule files. The account of the reporter is not in it. One verdict always gives the same file, until Truce itself is of another version.',
    parameters: z.strictObject({ id: z.string() }),
    answers: {
      200: {
        description: 'The file',
        content: { [VERDICT_FILE_TYPE]: verdictFileSchema, 'application/json': verdictFileSchema },
      },
    },
    problems: ['not-found'],
    cached: true,
  },
  async ({ parameters: { id } }, context) => ({
    status: 200,
    // As text, so that it goes out under the media type that was asked for.
    body: JSON.stringify(await exportVerdict(context, id, programVersion())),
    headers: { 'Content-Disposition': `attachment; filename="${id}.json"` },
  }),
);
