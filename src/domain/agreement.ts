import { z } from 'zod';
import { instantText } from './field.js';
import { dated, slug } from './group.js';

/** An agreement file, read top to bottom (design, section 3). What the words mean is S1 to S20. */

const source = z.string().min(1, 'must name a source');
const localized = z.strictObject({ en: z.string().min(1), ar: z.string().optional(), ru: z.string().optional() });
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const window = { from: dated.optional(), until: dated.optional() };

export interface Leaf {
  fact: string;
  operator: string;
  value: string | number | boolean | (string | number)[];
  params?: Record<string, string | number> | undefined;
}
export type Condition = Leaf | { all: Condition[] } | { any: Condition[] } | { not: Condition } | { condition: string };

export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(conditionSchema).min(1, 'must not be empty') }),
      z.strictObject({ any: z.array(conditionSchema).min(1, 'must not be empty') }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ condition: z.string() }),
      z.strictObject({
        fact: z.string(),
        operator: z.string(),
        value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
        params: params.optional(),
      }),
    ]),
  )
  .meta({ id: 'Condition' });

const clause = z.strictObject({
  text: slug.describe('The id of one of the texts'),
  at: z.string().min(1),
  says: z.string().min(1).describe("The project's own words, never the text's"),
});
const roles = z.union([slug, z.array(slug).min(1, 'must not be empty')]);

const roleEntry = z.union([
  z.strictObject({ group: slug, ...window, via: slug.optional(), source, note: z.string().optional() }),
  z.strictObject({ listedBy: slug, ...window, source, note: z.string().optional() }),
]);

const term = z.strictObject({
  id: slug,
  clause,
  binds: roles,
  protects: z.union([z.literal('anyone'), roles, z.strictObject({ condition: z.string() })]),
  forbids: conditionSchema,
  ...window,
  source: source.optional(),
  note: z.string().optional(),
});

export const EXCEPTION_KINDS = ['carve-out', 'justification', 'loophole', 'limit'] as const;
/** The families that analysts have named so far; an agreement may name its own. */
export const FAMILIES: string[] = [
  'definitional',
  'co-location',
  'temporal',
  'attribution',
  'weapon',
  'self-defence',
  'non-signatory',
  'humanitarian',
  'delineation',
];
const exception = z.strictObject({
  id: slug,
  kind: z.enum(EXCEPTION_KINDS),
  family: slug.optional(),
  clause: clause.optional(),
  shields: z.array(slug).min(1, 'must not be empty').optional(),
  defeats: z.array(slug).min(1, 'must not be empty').optional(),
  when: conditionSchema,
  ...window,
  invokedBy: z.array(slug).optional(),
  rejectedBy: z.array(slug).optional(),
  why: z.string().min(1).optional(),
  ask: z.string().optional().describe('The question that would settle it'),
  source: source.optional(),
  note: z.string().optional(),
});

const memberOrGroup = z.union([slug, z.strictObject({ group: slug, ...window, source: source.optional() })]);
const heldUnder = { when: conditionSchema.optional(), unless: conditionSchema.optional(), why: z.string().min(1) };
const literal = z.union([z.string(), z.number(), z.boolean()]);
const presumption = z.union([
  z.strictObject({ exception: slug, is: z.boolean(), ...heldUnder }),
  z.strictObject({ fact: z.string(), params: params.optional(), is: literal, ...heldUnder }),
  z.strictObject({ fact: z.string(), params: params.optional(), contains: z.string(), ...heldUnder }),
]);
const doubt = z.strictObject({ fact: z.string(), params: params.optional(), ...heldUnder });

const reading = z.strictObject({
  id: slug,
  title: localized.optional(),
  heldBy: z.array(slug).optional(),
  accepts: z.array(z.union([slug, z.strictObject({ exception: slug, when: conditionSchema })])),
  undecided: z.array(slug).optional(),
  roles: z
    .record(slug, z.strictObject({ with: z.array(memberOrGroup).optional(), without: z.array(slug).optional() }))
    .optional(),
  terms: z.strictObject({ with: z.array(slug).optional(), without: z.array(slug).optional() }).optional(),
  presumes: z.array(presumption).optional(),
  doubts: z.array(doubt).optional(),
  source: source.optional(),
  note: z.string().optional(),
});

export const OWN_FACT_TYPES = ['boolean', 'number', 'text', 'set'] as const;
const ownFact = z.strictObject({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'must be a bare name in camelCase'),
  type: z.enum(OWN_FACT_TYPES),
  unit: z.string().optional(),
  values: z.array(z.string()).min(1).optional(),
  meaning: z.string().min(1),
  ask: z.string().optional(),
});

const duty = z.strictObject({
  id: slug,
  clause,
  binds: roles,
  towards: roles.optional(),
  by: z.union([dated, z.literal('at-all-times')]).describe('The deadline, if the text sets one'),
  atLeast: z.number().int().positive().optional(),
  unit: z.string().optional(),
  counts: conditionSchema.optional().describe('Which incidents count towards it'),
  breaches: conditionSchema.optional().describe('Which incidents count against it'),
  ...window,
  note: z.string().optional(),
});

const note = z.strictObject({
  id: slug,
  about: z.array(z.string()).min(1),
  text: z.string().min(1),
  source: source.optional(),
});

export const agreementSchema = z
  .strictObject({
    format: z.literal(1),
    id: slug,
    title: localized,
    inForce: z
      .array(z.strictObject({ from: instantText, until: instantText.optional(), source, note: z.string().optional() }))
      .min(1, 'must not be empty'),
    territory: z.strictObject({ zone: slug }),
    timeZone: z.string().optional().describe('The IANA zone the text counts its hours in'),
    texts: z
      .array(
        z.strictObject({
          id: slug,
          title: z.string(),
          url: z.string().optional(),
          language: z.string(),
          note: z.string().optional(),
        }),
      )
      .min(1, 'must not be empty'),
    vocabulary: z.array(ownFact).optional(),
    roles: z.record(slug, z.array(roleEntry)),
    conditions: z.record(slug, conditionSchema).optional(),
    terms: z.array(term).min(1, 'must not be empty'),
    exceptions: z.array(exception).optional(),
    readings: z.array(reading).min(1, 'must not be empty'),
    duties: z.array(duty).optional(),
    notes: z.array(note).optional(),
  })
  .meta({ id: 'Agreement' });

export type Agreement = z.output<typeof agreementSchema>;
export type Term = Agreement['terms'][number];
export type Exception = NonNullable<Agreement['exceptions']>[number];
export type Reading = Agreement['readings'][number];
export type Presumption = NonNullable<Reading['presumes']>[number];
export type Doubt = NonNullable<Reading['doubts']>[number];
export type RoleEntry = Agreement['roles'][string][number];
export type OwnFact = NonNullable<Agreement['vocabulary']>[number];
export type Clause = Term['clause'];

/** A role or several, as a list. */
export const roleList = (value: string | string[]): readonly string[] => (typeof value === 'string' ? [value] : value);
