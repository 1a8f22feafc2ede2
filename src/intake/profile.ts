import { z } from 'zod';
import { quantityValue, valueSchema } from './profile-value.js';

/** A mapping profile: which column of a source becomes which field of an incident (profiles/README.md). */

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const text = z.string().min(1, 'must not be empty');
const value = valueSchema.optional();
const quantity = quantityValue.optional();

export const CELLS = ['text', 'digits', 'whole', 'number', 'degrees'] as const;
export const DAYS = ['Y-M-D', 'D/M/Y', 'M/D/Y', 'D.M.Y', 'D Month Y', 'Month D, Y'] as const;

const column = z
  .strictObject({
    needed: z.boolean().optional().describe('The file is not read without this column'),
    filled: z.boolean().optional().describe('A row in which it is empty is refused; needed as well'),
    as: z.enum(CELLS).optional().describe('What its cells must be; text if not said'),
    oneOf: z.array(z.string()).min(1).optional().describe('The only texts it may hold'),
    empty: z.array(z.string()).min(1).optional().describe('Texts that say nothing, such as "Unknown" or "-"'),
    called: z.array(text).min(1).optional().describe('Other names the column goes by'),
  })
  .meta({ id: 'Column' });
export type Column = z.output<typeof column>;

const skip = z.strictObject({
  column: text,
  is: z.array(z.string()).min(1),
  why: text.describe('Why such a row is no act; told in the summary'),
});

const occurred = z.strictObject({
  from: valueSchema.describe('A day, two days with "to" between them, or a time'),
  to: value.describe('The last day or time; that of from if not said or empty'),
  written: z.array(z.enum(DAYS)).min(1).optional().describe('How days are written; Y-M-D if not said'),
  zone: value.describe('The IANA zone in which days and times without an offset are counted'),
  daysAround: value.describe('By how many days the act may have been earlier or later than the day given'),
  extent: value,
});

const place = z.strictObject({
  name: value,
  names: value,
  lon: value,
  lat: value,
  radiusKm: value.describe('A distance that surely covers where it may have been; unknown without one'),
  pcode: value,
  within: value,
  checked: value,
});

const patternSchema: z.ZodType<Pattern> = z
  .lazy(() => z.union([twoSides, suspected, listed, chosen]))
  .meta({ id: 'CandidatesPattern' });
export interface Candidate {
  readonly actor?: z.output<typeof valueSchema> | undefined;
  readonly target?: z.output<typeof valueSchema> | undefined;
  readonly grade?: z.output<typeof valueSchema> | undefined;
  readonly actsFor?: z.output<typeof valueSchema> | undefined;
  readonly assertedBy?: z.output<typeof valueSchema> | undefined;
}
export type Pattern =
  | z.output<typeof twoSides>
  | z.output<typeof suspected>
  | z.output<typeof listed>
  | {
      readonly column: string;
      readonly choose: { readonly [text: string]: Pattern };
      readonly otherwise?: Pattern | undefined;
    };

const twoSides = z.strictObject({
  twoSides: z
    .strictObject({
      one: valueSchema,
      other: valueSchema,
      neverActs: z.array(text).min(1).optional().describe('Groups that can only be targets, such as civilians'),
      grade: value,
    })
    .describe('Two sides of which nobody says who attacked: every member of one against every member of the other'),
});
const suspected = z.strictObject({
  suspected: z
    .strictObject({ actors: valueSchema, targets: value, grade: value })
    .describe('Several who may have done it, as alternatives'),
});
const listed = z.strictObject({
  listed: z
    .array(z.strictObject({ actor: value, target: value, grade: value, actsFor: value, assertedBy: value }))
    .min(1)
    .describe('One candidate after another'),
});
const chosen = z.strictObject({
  column: text,
  choose: z.record(z.string(), patternSchema).describe('The pattern by what the column holds'),
  otherwise: patternSchema.optional(),
});

const source = z.strictObject({
  name: valueSchema.describe('One name or a list; each becomes an entry'),
  url: value,
  kind: value,
  sha256: value,
  takenAt: value,
  reliability: value,
  credibility: value,
});

const fields = z.strictObject({
  reportId: valueSchema,
  event: value,
  occurred,
  place: place.optional(),
  kind: valueSchema,
  happened: value,
  attribution: value,
  candidates: patternSchema,
  struck: z.strictObject({ objects: value, civilian: value, holder: value }).optional(),
  weapon: z.strictObject({ class: value, calibreMm: quantity, system: value, count: quantity }).optional(),
  claims: z
    .array(z.strictObject({ by: valueSchema, kind: valueSchema, target: value, at: value, text: value }))
    .optional(),
  coLocation: z
    .array(
      z.strictObject({
        group: valueSchema,
        nature: value,
        distanceKm: quantity,
        assertedBy: value,
        deniedBy: value,
      }),
    )
    .optional(),
  response: z
    .strictObject({
      toAttack: value,
      immediateThreat: value,
      proportionate: value,
      minutesAfter: quantity,
      trigger: value,
    })
    .optional(),
  access: z.strictObject({ cleared: value, controlledBy: value, items: value }).optional(),
  harm: z.strictObject({ killed: quantity, injured: quantity, civiliansKilled: quantity }).optional(),
  facts: z.record(z.string(), valueSchema).optional(),
  sources: z.array(source).min(1).optional(),
  notes: value,
});

export const profileSchema = z.strictObject({
  format: z.literal(1),
  id: id.describe('The name of the file without .yaml'),
  title: text.describe('What such a file is called, as in "this is not a UCDP GED file"'),
  reporter: id.describe('In whose name the reports are stored when nobody says otherwise'),
  source: z.strictObject({
    name: text,
    licence: text.max(200).optional().describe('Written into every entry of sources'),
    url: z.string().optional(),
    citation: z.string().optional(),
  }),
  distinctEvents: z
    .boolean()
    .optional()
    .describe("True where the source's own coding makes each row another event; used in finding duplicates"),
  columns: z.record(text, column.nullable()).describe('Every column that a field reads'),
  ignored: z.array(text).optional().describe('Columns that are known and not read'),
  maps: z.record(id, z.record(z.string(), valueSchema)).optional().describe('Maps that several fields use'),
  skip: z.array(skip).optional().describe('Rows that are no act; counted, with the reason'),
  fields,
});

export type Profile = z.output<typeof profileSchema>;
