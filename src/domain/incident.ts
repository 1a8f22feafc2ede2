import { z } from 'zod';
import { evidenceSchema } from './evidence.js';
import { instantText, list, MAX_TEXT, text } from './field.js';
import { parseInstant } from './time.js';
import { CLAIM_KINDS, GRADES, KINDS, NATURES, OBJECTS, RELIABILITIES, WEAPON_CLASSES } from './words.js';

/**
 * An incident as a monitor may send it (contract/incident.md). Strict: an unknown key is an error. Everything but
 * `reportId`, `occurred`, `kind` and one candidate may be left out or null, and is then unknown (S2).
 */

/** A number, or bounds of which either may be left out. */
export const quantity = (least = 0) =>
  z
    .union([
      z.number().min(least, `must be at least ${least}`),
      z.strictObject({
        min: z.number().min(least, `must be at least ${least}`).nullish(),
        max: z.number().min(least, `must be at least ${least}`).nullish(),
      }),
    ])
    .refine((value) => typeof value === 'number' || value.min == null || value.max == null || value.min <= value.max, {
      message: 'min must not be greater than max',
    });
export type Quantity = number | { min?: number | null | undefined; max?: number | null | undefined };

export const factValue = z.union([
  z.boolean(),
  z.number(),
  text(),
  list(text(), 100),
  quantity(Number.MIN_SAFE_INTEGER),
  z.null(),
]);
const ownFacts = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/, 'must be the bare name of a fact'), factValue);
export type OwnFactValue = z.output<typeof factValue>;

const grade = z.enum(GRADES);
const groupName = text(200).describe("A group's id or any of its names, in any script");

const candidate = z.strictObject({
  actor: groupName.nullish(),
  target: groupName.nullish().describe('The group that was struck, as established'),
  grade: grade.nullish(),
  actsFor: list(groupName, 20).nullish().describe('On whose behalf, as found for this act; counts as membership'),
  assertedBy: list(text(200), 50).nullish(),
  facts: ownFacts.nullish().describe("Stand before the incident's own facts"),
});

const coordinates = {
  lon: z.number().min(-180, 'must be between -180 and 180').max(180, 'must be between -180 and 180').nullish(),
  lat: z
    .number()
    .min(-90, 'must be between -90 and 90; are lon and lat swapped?')
    .max(90, 'must be between -90 and 90; are lon and lat swapped?')
    .nullish(),
};

export const placeSchema = z
  .strictObject({
    name: text(300).nullish(),
    names: list(text(300), 50).nullish(),
    ...coordinates,
    radiusKm: z.number().min(0, 'must be at least 0').max(20_040, 'must be at most half the globe, 20040').nullish(),
    pcode: text(30).nullish(),
    within: list(text(60), 20)
      .nullish()
      .describe('Codes of areas the place is known to lie in, however far its disc reaches'),
    checked: z.boolean().nullish().describe('The coordinates have been checked and are not swapped'),
  })
  .refine((value) => (value.lon == null) === (value.lat == null), { message: 'lon and lat must be given together' });

const occurred = z
  .strictObject({
    from: instantText,
    to: instantText.nullish(),
    extent: z.enum(['within', 'throughout']).nullish(),
  })
  .refine((value) => (parseInstant(value.from) ?? 0) <= (parseInstant(value.to ?? value.from) ?? 0), {
    message: 'from must not be after to',
  });

const kind = z.enum([...KINDS.keys()]);

export const claimSchema = z.strictObject({
  by: groupName,
  kind: z.enum(CLAIM_KINDS),
  target: groupName.nullish(),
  place: placeSchema.nullish(),
  at: instantText.nullish(),
  text: text(MAX_TEXT).nullish(),
});

const coLocation = z.strictObject({
  group: groupName,
  nature: z.enum(NATURES).nullish(),
  distanceKm: quantity().nullish(),
  assertedBy: list(text(200), 50).nullish(),
  deniedBy: list(text(200), 50).nullish(),
});

const source = z.strictObject({
  name: text(300),
  url: text(2_000).nullish(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
    .nullish(),
  kind: text(60).nullish(),
  takenAt: instantText.nullish(),
  reliability: z.enum(RELIABILITIES).nullish(),
  credibility: z.number().int().min(1, 'must be from 1 to 6').max(6, 'must be from 1 to 6').nullish(),
  licence: text(200).nullish().describe('Under which licence what it says may be used, such as CC BY 4.0'),
});

export const incidentSchema = z
  .strictObject({
    reportId: text(200)
      .regex(
        /^(?:[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?)?$/u,
        'must not begin or end with a space, nor hold control or invisible characters',
      )
      .describe("The reporter's own id, unique per reporter"),
    event: text(200).nullish().describe('Ties several reports to one event'),
    occurred,
    place: placeSchema.nullish(),
    kind: z.union([kind, list(kind, 20).min(1, 'must name at least one kind')]),
    happened: z.enum([...GRADES, 'disproved']).nullish(),
    attribution: z.enum(['oneOf', 'each']).nullish(),
    candidates: list(candidate, 50).min(1, 'must name at least one candidate; {} says that nothing is known of them'),
    struck: z
      .strictObject({
        objects: list(z.enum(OBJECTS), 50).nullish(),
        civilian: z.boolean().nullish(),
        holder: groupName.nullish(),
      })
      .nullish(),
    weapon: z
      .strictObject({
        class: z.enum(WEAPON_CLASSES).nullish(),
        calibreMm: quantity().nullish(),
        system: text(200).nullish(),
        count: quantity().nullish(),
      })
      .nullish(),
    claims: list(claimSchema, 100).nullish(),
    coLocation: list(coLocation, 100).nullish(),
    response: z
      .strictObject({
        toAttack: z.boolean().nullish(),
        immediateThreat: z.boolean().nullish(),
        proportionate: z.boolean().nullish(),
        minutesAfter: quantity().nullish(),
        trigger: text(200).nullish(),
      })
      .nullish(),
    access: z
      .strictObject({
        cleared: z.boolean().nullish(),
        controlledBy: groupName.nullish(),
        items: list(text(100), 100).nullish(),
      })
      .nullish(),
    harm: z
      .strictObject({
        killed: quantity().nullish(),
        injured: quantity().nullish(),
        civiliansKilled: quantity().nullish(),
      })
      .nullish(),
    facts: ownFacts.nullish(),
    sources: list(source, 200).nullish(),
    evidence: list(evidenceSchema, 200)
      .nullish()
      .describe('References to what shows it; kept with the report and never read by a rule'),
    notes: z.string().max(MAX_TEXT, `must have at most ${MAX_TEXT} characters`).nullish(),
  })
  .meta({ id: 'IncidentReport' });

export type Incident = z.output<typeof incidentSchema>;
export type Candidate = Incident['candidates'][number];
export type Place = NonNullable<Incident['place']>;
export type Claim = NonNullable<Incident['claims']>[number];
export type CoLocation = NonNullable<Incident['coLocation']>[number];
