import { z } from 'zod';
import { INCIDENT_STATES } from '../domain/incident-state.js';
import { warningSchema } from '../domain/verdict.js';
import { evidence } from './evidence-answers.js';
import {
  ofReports,
  shownAdded,
  shownReport,
  shownSummary,
  shownVerdict,
  shownVerdictWithReasons,
} from './shown-answers.js';

/** The shapes of what is answered. Requests have shapes of their own. */

const whole = (description: string) => z.number().int().min(0).describe(description);
const time = z.string().meta({ format: 'date-time' });

export const nearness = z
  .strictObject({
    of: z.enum(['time', 'place', 'name', 'pcode', 'kind', 'actor']),
    detail: z.string(),
    minutes: z.number().optional().describe('Between the two windows of time; 0 where they overlap'),
    km: z.number().optional().describe('Between the two points'),
  })
  .meta({ id: 'Nearness' });

const possibleDuplicate = z
  .strictObject({
    link: z.string().meta({ examples: ['lnk_019abc'] }),
    incident: z.string(),
    reporter: z.string(),
    reportId: z.string(),
    state: z.enum(['suspected', 'confirmed']),
    because: z.array(nearness).describe('In what the two are near each other'),
  })
  .meta({ id: 'PossibleDuplicate' });
export const possibleDuplicates = z
  .array(possibleDuplicate)
  .describe('Other reports that may be of the same act: suspected, or confirmed by a person');

export const incidentAnswer = z
  .strictObject({
    id: z.string().meta({ examples: ['inc_019abc'] }),
    version: z.number().int().min(1),
    reporter: ofReports(z.string()),
    receivedAt: time,
    state: z.enum(INCIDENT_STATES),
    report: shownReport,
    added: shownAdded.optional().describe('What Truce added before judging, such as coordinates of a named place'),
    reason: z.string().optional().describe('Why it was corrected, withdrawn or redacted, where somebody said so'),
    event: z.string().describe('The event it belongs to now: the reports that are of one thing that happened'),
    possibleDuplicateOf: possibleDuplicates.optional(),
  })
  .meta({ id: 'Incident' });

export const revision = whole('The highest change number; it goes up with everything that is stored');

export const submittedAnswer = z
  .strictObject({
    incident: incidentAnswer,
    verdicts: z.array(shownVerdict).describe('One for every agreement that the incident is not surely outside of'),
    warnings: z.array(warningSchema).describe('What was accepted although it is odd'),
    revision,
  })
  .meta({ id: 'SubmittedIncident' });

/** A list as it was at a revision. */
export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z
    .strictObject({
      items: z.array(item),
      next: z.string().optional().describe('To be passed as `cursor` for the next page; absent on the last'),
      revision,
      asOf: whole('The revision that the list shows; later pages keep to it'),
    })
    .meta({ id });

export const incidentPage = pageOf(incidentAnswer, 'IncidentPage');
export const verdictPage = pageOf(z.union([shownSummary, shownVerdictWithReasons]), 'VerdictPage');

export const redaction = z
  .strictObject({
    part: z
      .enum(['report', 'reason', 'record', 'note'])
      .describe('Of the report, why the version came to be, a record, or a note to a link'),
    version: z.number().int().min(1).optional(),
    subject: z.string().optional().describe('The id of the record or the link'),
    pointer: z.string().describe('Into the report as it was sent, or into the record'),
    at: time,
    by: ofReports(z.string()),
    reason: z.string(),
    before: z.string().optional().describe('The hash of the whole report, or record, before it'),
    after: z.string().optional().describe('And after it'),
  })
  .meta({ id: 'Redaction' });

export const incidentWithHistory = z
  .strictObject({
    incident: incidentAnswer,
    versions: z.array(
      z.strictObject({
        version: z.number().int().min(1),
        state: z.enum(INCIDENT_STATES),
        receivedAt: time,
        hash: z.string().optional().describe('Absent without `incidents:read` or `locations:exact`'),
        added: shownAdded.optional(),
        reason: z.string().optional(),
        report: shownReport,
        warnings: z.array(warningSchema),
        redactions: z
          .array(redaction)
          .optional()
          .describe('What was taken out of this version since: then the hash is that of the report as it was sent'),
      }),
    ),
    redactions: z
      .array(redaction)
      .optional()
      .describe('What was taken out of what is beside the reports: records, and notes to links'),
    verdicts: z.array(shownVerdict).describe('The current ones'),
    history: z
      .array(shownSummary.extend({ endedBy: whole('The change that superseded or withdrew it').optional() }))
      .describe('Every verdict it ever had, the first first'),
    evidence: ofReports(z.array(evidence)).describe('What was sent beside the report'),
    revision,
  })
  .meta({ id: 'IncidentWithHistory' });
