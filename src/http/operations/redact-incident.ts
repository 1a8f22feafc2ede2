import { z } from 'zod';
import { redactIncident } from '../../actions/redact-incident.js';
import { redactionRequestSchema } from '../../domain/redaction-request.js';
import { incidentAnswer, redaction, revision } from '../answers.js';
import { ONE_REPORT } from '../limits.js';
import { endpoint } from '../operation.js';
import { wholeParameter } from '../parameters.js';

const redactedAnswer = z
  .strictObject({
    incident: incidentAnswer,
    redactions: z.array(redaction).describe('What went now'),
    would: z
      .array(
        redaction.pick({ part: true, pointer: true }).extend({
          subject: z.string().describe('The id of the incident, the record or the link'),
          version: z.number().int().min(0).describe('0 where it is of no version'),
          is: z
            .unknown()
            .optional()
            .describe('What stands there; only for a key with incidents:read and locations:exact'),
        }),
      )
      .optional()
      .describe('What would go, where that was all that was asked'),
    left: z
      .array(z.strictObject({ version: z.number().int().min(1), pointer: z.string(), why: z.string() }))
      .describe('Where a text still stands, and why'),
    remains: z.array(z.string()).describe('Where copies of what went may be that this cannot reach'),
    revision,
  })
  .meta({ id: 'RedactedIncident' });

export const redactIncidentEndpoint = endpoint(
  {
    id: 'redactIncident',
    method: 'post',
    path: '/v1/incidents/{id}/redactions',
    tag: 'incidents',
    // Asking what would go finds texts, and shows what stands there.
    scopes: [['admin', 'incidents:read', 'locations:exact']],
    summary: "Take a person's details out of all that is stored of an incident",
    description:
      'What is named goes from every version, and from all that follows from it: warnings, reasons of verdicts, links, stored answers. What stands gets a version of its own without it, judged anew, and the feed tells of the new verdicts. Nothing of what went is kept, but that something went, where, when, by whom and why, and the hashes of the reports before and after. The same again changes nothing.',
    parameters: z.strictObject({ id: z.string() }),
    query: z.strictObject({
      ifVersion: wholeParameter(1, 1_000_000, 'The version that is meant to stand; another one is a 409').optional(),
    }),
    body: {
      schema: redactionRequestSchema,
      description: 'What is to go, and why',
      limit: ONE_REPORT,
      refusedAs: 'bad-request',
    },
    answers: {
      201: { description: 'Redacted', content: { 'application/json': redactedAnswer } },
      200: {
        description: 'There was nothing left to take, or it was only asked what would go',
        content: { 'application/json': redactedAnswer },
      },
    },
    keepsNoReceipt: true,
    problems: ['not-json', 'not-found', 'version-differs', 'too-large', 'not-json-type', 'bad-request'],
  },
  async ({ parameters: { id }, query, body, caller }, context) => {
    const { status, would, ...answer } = await redactIncident(context, caller.reporter, { id, ...query, ...body });
    const seesAll = caller.scopes.has('incidents:read') && caller.scopes.has('locations:exact');
    const shown = seesAll ? would : would?.map(({ is: _, ...rest }) => rest);
    return {
      status,
      body: { ...answer, ...(shown === undefined ? {} : { would: shown }) },
      location: `/v1/incidents/${id}`,
    };
  },
);
