import { z } from 'zod';
import { evidenceSchema } from '../domain/evidence.js';
import { INCIDENT_STATES } from '../domain/incident-state.js';
import { determinationSchema, LINK_STATES, replySchema } from '../domain/statement.js';
import { judgementSchema, readingVerdictSchema, warningSchema } from '../domain/verdict.js';
import { nearness, pageOf, possibleDuplicates, revision } from './answers.js';
import { evidence, kept } from './evidence-answers.js';
import { ofReports, shownReport } from './shown-answers.js';

/** The shapes of answers about events, links between reports, and what people say of them. */

const time = z.string().meta({ format: 'date-time' });
const count = (description: string) => z.number().int().min(0).describe(description);

const linkEnd = z.strictObject({
  incident: z.string(),
  reporter: ofReports(z.string()),
  reportId: ofReports(z.string()),
  event: z.string().describe('The event it belongs to now'),
});
const linkShape = {
  id: z.string().meta({ examples: ['lnk_019abc'] }),
  revision: count('The revision of the report that made it'),
  state: z.enum(LINK_STATES).describe('`lapsed`: a correction or a withdrawal took its ground away'),
  earlier: linkEnd,
  later: linkEnd,
  because: z.array(nearness).describe('In what the two are near each other'),
};
const link = z.strictObject(linkShape).meta({ id: 'Link' });
export const linkPage = pageOf(link, 'LinkPage');

export const linkAnswer = z
  .strictObject({
    ...linkShape,
    decisions: ofReports(
      z.array(
        z.strictObject({
          state: z.enum(LINK_STATES),
          by: z.string().describe('`truce` where a correction or a withdrawal did it'),
          note: z.string().optional(),
          at: time,
          revision: count('The change that it was'),
        }),
      ),
    ).describe('The first first; the last one stands'),
  })
  .meta({ id: 'LinkWithDecisions' });

const said = { warnings: z.array(warningSchema), revision };
export const linkDecidedAnswer = z.strictObject({ link: linkAnswer, ...said }).meta({ id: 'DecidedLink' });

const statement = {
  ...kept,
  event: z.string().describe('The event it was recorded under'),
  replacedBy: z.string().optional().describe('The record that takes its place'),
};
export const determination = z
  .strictObject({ ...determinationSchema.shape, ...statement })
  .meta({ id: 'Determination' });
export const reply = z
  .strictObject({ ...replySchema.shape, by: ofReports(replySchema.shape.by), ...statement })
  .meta({ id: 'Reply' });
export const determinationAnswer = z.strictObject({ determination, ...said }).meta({ id: 'RecordedDetermination' });
export const replyAnswer = z.strictObject({ reply, ...said }).meta({ id: 'RecordedReply' });

export const evidenceAnswer = z.strictObject({ evidence, ...said }).meta({ id: 'RecordedEvidence' });
const sentEvidence = z.strictObject({ ...evidenceSchema.shape, incident: z.string() }).meta({ id: 'EvidenceOfReport' });

const eventSummary = z
  .strictObject({
    id: z.string().meta({ examples: ['evt_019abc'] }),
    names: ofReports(z.array(z.string())).describe('What its reporters call it'),
    reports: count('How many reports of it stand'),
    withdrawn: count('How many were withdrawn'),
    occurred: z.strictObject({ from: time, to: time }).describe('When it may have happened, by any of its reports'),
    kinds: z.array(z.string()),
  })
  .meta({ id: 'EventSummary' });
export const eventPage = pageOf(eventSummary, 'EventPage');

const { outcome, possible, standing } = readingVerdictSchema.shape;
const shortReading = z.strictObject({ outcome, possible, standing });
const together = z
  .strictObject({
    outcome,
    possible: possible.describe('What is left when every report is true; what any leaves, where they contradict'),
    standing: standing.describe('The strongest grade whose reports alone come to this'),
    contradictory: z.boolean().describe('Nothing is left possible by every report; the outcome is then undetermined'),
    reports: count('How many reports were counted; those that were withdrawn are not'),
  })
  .meta({ id: 'Together' });

const { agreement, rulebook, reading, contested } = judgementSchema.shape;
const report = shownReport.shape;
export const eventAnswer = z
  .strictObject({
    id: z.string(),
    names: ofReports(z.array(z.string())).describe('What its reporters call it'),
    reportCount: count('How many reports there are; the first 500 are shown'),
    reports: z
      .array(
        z.strictObject({
          incident: z.string(),
          version: z.number().int().min(1),
          reporter: ofReports(z.string()),
          reportId: ofReports(z.string()),
          receivedAt: time,
          state: z.enum(INCIDENT_STATES),
          occurred: report.occurred,
          place: report.place,
          kind: report.kind,
          possibleDuplicateOf: possibleDuplicates.optional(),
          verdicts: z.array(
            z.strictObject({
              id: z.string(),
              agreement,
              rulebook,
              reading,
              outcome,
              contested,
              readings: z.record(z.string(), shortReading),
            }),
          ),
        }),
      )
      .describe('The earliest first'),
    together: z
      .record(z.string(), z.record(z.string(), together))
      .describe('By agreement and reading: what all reports that stand come to together'),
    determinations: z.array(determination).describe('What monitoring bodies found; no verdict follows from it'),
    replies: z.array(reply).describe('What accused parties answered; no verdict follows from it'),
    evidence: ofReports(z.array(z.union([evidence, sentEvidence]))).describe('Sent with the reports, and beside them'),
    revision,
  })
  .meta({ id: 'Event' });
