import { z } from 'zod';
import { instantText, MAX_TEXT, text } from './field.js';
import { reference, sha256 } from './reference.js';

/** What people say of an event beside the machine's verdicts. Kept and shown; never read by a rule. */

const FINDINGS = ['violation', 'no_violation', 'out_of_scope', 'inconclusive', 'not_examined'] as const;
const REPLY_KINDS = [
  'denial',
  'acceptance',
  'mistake',
  'self-defence',
  'lawful-target',
  'not-bound',
  'no-comment',
  'other',
] as const;

const said = {
  by: text(200).describe('Who says it: a body or a group, by its id or any of its names'),
  text: text(MAX_TEXT).nullish().describe('What was said, in its own words'),
  at: instantText.describe('When it was said'),
  url: reference.nullish().describe('Where it was said'),
  replaces: text(60).nullish().describe('The id of the record that this one takes the place of'),
};

/** What a monitoring body has found. */
export const determinationSchema = z
  .strictObject({
    ...said,
    agreement: text(100).nullish().describe('Under which agreement; absent: not said'),
    reading: text(100).nullish().describe('By which reading of it; absent: not said'),
    finding: z.enum(FINDINGS),
    sha256: sha256.nullish().describe('SHA-256 of what lies at the url'),
  })
  .refine(({ agreement, reading }) => reading == null || agreement != null, {
    path: ['reading'],
    message: 'needs the agreement that it is a reading of',
  })
  .meta({ id: 'DeterminationReport' });
export type Determination = z.output<typeof determinationSchema>;

/** What an accused party answers. */
export const replySchema = z.strictObject({ ...said, kind: z.enum(REPLY_KINDS) }).meta({ id: 'ReplyReport' });
export type Reply = z.output<typeof replySchema>;

export const LINK_STATES = ['suspected', 'confirmed', 'rejected', 'lapsed'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** What a person decides of a link between two reports. */
export const linkDecisionSchema = z
  .strictObject({
    decision: z.enum(['confirmed', 'rejected']),
    by: text(200).describe('Who decides'),
    note: text(MAX_TEXT).nullish(),
  })
  .meta({ id: 'LinkDecision' });
export type LinkDecision = z.output<typeof linkDecisionSchema>;
