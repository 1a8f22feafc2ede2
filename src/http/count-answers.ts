import { z } from 'zod';
import { EXCEPTION_KINDS } from '../domain/agreement.js';
import { OUTCOMES } from '../domain/words.js';
import { UNITS } from '../store/counted-verdicts.js';
import { revision } from './answers.js';

/** The shapes of the ledger and the summary. */

const count = (description?: string) => {
  const number = z.number().int().min(0);
  return description === undefined ? number : number.describe(description);
};

const said = {
  unit: z.enum(UNITS).describe('What every number here is a number of'),
  unitMeans: z.string(),
  zone: z.string().describe('The time zone that days and months are told in'),
  from: z.string().optional(),
  to: z.string().optional(),
  party: z.string().optional(),
  area: z.string().optional(),
  standing: z.string().optional(),
  asOf: count('The revision that is counted'),
  revision,
};
const span = {
  counted: count('All that the filters leave'),
  partlyInSpan: count(
    'Dated only roughly: they reach into the time asked for, are not surely in it, and are not counted',
  ),
};
const roughlyDated = count('Of these, how many end in a later day or month than the one they are counted in');

const outcomeCounts = z.strictObject(
  Object.fromEntries([...OUTCOMES, 'undetermined'].map((each) => [each, count()])) as Record<
    (typeof OUTCOMES)[number] | 'undetermined',
    ReturnType<typeof count>
  >,
);
const outcomes = {
  byOutcome: outcomeCounts,
  mayBeViolation: count('Undetermined, and a violation is possible'),
  clearedEitherWay: count('Undetermined, and no violation is possible'),
  decided: count('With a firm outcome: the other denominator'),
};

const lifted = {
  total: count(),
  established: count('By what the report gives as found'),
  asserted: count('Only if what somebody asserts is so'),
  presumed: count('Only by what the reading presumes'),
};
const share = { ...lifted, hangsOnIt: count('Incidents whose outcome hangs on it') };

const parting = z
  .strictObject({
    readings: z.tuple([z.string(), z.string()]),
    incidents: count('How many the two readings part on'),
    differences: z.array(
      z.strictObject({
        difference: z.string(),
        incidents: count(),
        alone: count('Those that this difference parts by itself'),
      }),
    ),
  })
  .meta({ id: 'Parting' });

const entry = z
  .strictObject({
    id: z.string(),
    kind: z.enum(EXCEPTION_KINDS).nullable().describe('null: the rulebook holds it no longer'),
    family: z.string().nullable(),
    accepted: z.enum(['always', 'under-a-condition', 'undecided', 'never']).describe('How the reading takes it'),
    lifted: z.strictObject(lifted).describe('Incidents in which it lifted a term of a candidate that votes'),
    hangsOnIt: share.hangsOnIt,
    ifClosed: outcomeCounts.partial().describe('What the outcomes that hang on it would be'),
    wouldOpen: count('Those that would be undetermined and may be a violation, and are not so now'),
    outcomesIfClosed: z
      .strictObject(outcomes)
      .optional()
      .describe('All outcomes, as they would be; absent where events are counted'),
    byActor: z.array(z.strictObject({ actor: z.string().nullable(), ...share })),
    byTarget: z.array(z.strictObject({ target: z.string().nullable(), ...share })),
    byMonth: z.array(z.strictObject({ month: z.string(), ...share, roughlyDated })),
    byGovernorate: z.array(z.strictObject({ governorate: z.string().nullable(), ...share })),
  })
  .meta({ id: 'LedgerEntry' });

export const ledgerAnswer = z
  .strictObject({
    agreement: z.string(),
    reading: z.string(),
    outcomes: z.strictObject(outcomes),
    exceptions: z.array(entry),
    neverUsed: z.array(z.string()).describe('Exceptions that lifted nothing and on which nothing hangs'),
    partedBy: z.array(parting).describe('Which definitions part this reading from each other, and how often'),
    ...span,
    ...said,
  })
  .meta({ id: 'Ledger' });

export const ledgersAnswer = z
  .strictObject({ ledgers: z.array(ledgerAnswer), asOf: said.asOf, revision })
  .meta({ id: 'Ledgers' });

const readingSummary = z
  .strictObject({
    reading: z.string(),
    ...outcomes,
    byTerm: z.array(z.strictObject({ term: z.string(), breached: count(), lifted: count() })),
    byDay: z.array(z.strictObject({ day: z.string(), ...outcomes, roughlyDated })),
    byGovernorate: z.array(z.strictObject({ governorate: z.string().nullable(), ...outcomes })),
  })
  .meta({ id: 'ReadingSummary' });

const side = z.strictObject({
  named: count(),
  byReading: z.array(z.strictObject({ reading: z.string(), violation: count(), mayBeViolation: count() })),
});
const party = z
  .strictObject({
    party: z.string().nullable().describe('null: a candidate names none'),
    asActor: side,
    asTarget: side,
  })
  .meta({ id: 'PartySummary' });

export const summaryAnswer = z
  .strictObject({
    ...said,
    agreements: z.array(
      z.strictObject({
        agreement: z.string(),
        ...span,
        byReading: z.array(readingSummary),
        byParty: z.array(party).describe('An incident counts for every party that one of its candidates names'),
      }),
    ),
  })
  .meta({ id: 'Summary' });
