import type { Agreement, Reading } from '../domain/agreement.js';
import { dayText } from '../domain/calendar.js';
import type { MarkCount } from '../store/count-marks.js';
import type { OutcomePair } from '../store/count-outcomes.js';
import { grouped, type Outcomes, outcomesAmong, roughAmong, sliced, sum } from './counts.js';

/** The summary of one agreement: counts by day, party, term, outcome, reading and first-level area. Pure. */

export interface ReadingSummary extends Outcomes {
  readonly reading: string;
  readonly byTerm: readonly { readonly term: string; readonly breached: number; readonly lifted: number }[];
  readonly byDay: readonly ({ readonly day: string; readonly roughlyDated: number } & Outcomes)[];
  readonly byGovernorate: readonly ({ readonly governorate: string | null } & Outcomes)[];
}

/** A party on one side: how many name it there, and what each reading makes of those. */
export interface PartySide {
  readonly named: number;
  readonly byReading: readonly {
    readonly reading: string;
    readonly violation: number;
    readonly mayBeViolation: number;
  }[];
}
export interface PartySummary {
  /** As the verdicts name it; null for candidates that name none. */
  readonly party: string | null;
  readonly asActor: PartySide;
  readonly asTarget: PartySide;
}

export interface AgreementSummary {
  readonly agreement: string;
  readonly byReading: readonly ReadingSummary[];
  /** An incident with several candidates counts for each party that one of them names. */
  readonly byParty: readonly PartySummary[];
}

/** What was counted of one agreement. */
export interface SummaryCounts {
  /** Marks of kind outcome and may (of a violation), of each reading. */
  readonly outcomes: readonly MarkCount[];
  /** Marks of kind breached and lifted. */
  readonly terms: readonly MarkCount[];
  /** Marks of kind outcome and may (of a violation), by day and by area. */
  readonly days: readonly MarkCount[];
  readonly areas: readonly MarkCount[];
  /** Marks of kind actor and target. */
  readonly parties: readonly MarkCount[];
  /** Those marks, with what each reading comes to. */
  readonly partyOutcomes: readonly OutcomePair[];
}

/** @param readings those asked for; `counts` may hold others */
export function summaryOf(agreement: Agreement, readings: readonly Reading[], counts: SummaryCounts): AgreementSummary {
  return {
    agreement: agreement.id,
    byReading: readings.map(({ id }) => {
      const of = (marks: readonly MarkCount[]) => marks.filter(({ reading }) => reading === id);
      return {
        reading: id,
        ...outcomesAmong(of(counts.outcomes)),
        byTerm: termsOf(agreement, of(counts.terms)),
        byDay: sliced(of(counts.days)).map(([day, marks]) => ({
          day: dayText(Number(day)),
          ...outcomesAmong(marks),
          roughlyDated: roughAmong(marks, 'outcome'),
        })),
        byGovernorate: sliced(of(counts.areas)).map(([area, marks]) => ({
          governorate: area === null ? null : String(area),
          ...outcomesAmong(marks),
        })),
      };
    }),
    byParty: partiesOf(readings, counts),
  };
}

function termsOf(agreement: Agreement, marks: readonly MarkCount[]): ReadingSummary['byTerm'] {
  const terms = new Set([...agreement.terms.map(({ id }) => id), ...marks.map(({ value }) => value).sort()]);
  const count = (term: string, kind: string) => sum(marks.filter((each) => each.value === term && each.kind === kind));
  return [...terms].map((term) => ({ term, breached: count(term, 'breached'), lifted: count(term, 'lifted') }));
}

/** The most named first; candidates that name none come last. */
function partiesOf(readings: readonly Reading[], { parties, partyOutcomes }: SummaryCounts): PartySummary[] {
  const outcomes = grouped(partyOutcomes, ({ first }) => `${first.kind} ${first.value}`);
  const side = (party: string, kind: 'actor' | 'target'): PartySide => {
    const found = outcomes.get(`${kind} ${party}`) ?? [];
    const count = (reading: string, of: 'outcome' | 'may') =>
      sum(
        found.filter(({ second }) => second.kind === of && second.value === 'violation' && second.reading === reading),
      );
    return {
      named: parties.find((each) => each.kind === kind && each.value === party)?.count ?? 0,
      byReading: readings.map(({ id }) => ({
        reading: id,
        violation: count(id, 'outcome'),
        mayBeViolation: count(id, 'may'),
      })),
    };
  };
  const names = [...new Set(parties.map(({ value }) => value))];
  const named = ({ asActor, asTarget }: PartySummary) => asActor.named + asTarget.named;
  return names
    .map((name) => ({
      party: name === '' ? null : name,
      asActor: side(name, 'actor'),
      asTarget: side(name, 'target'),
    }))
    .sort((a, b) =>
      a.party === null ? 1 : b.party === null ? -1 : named(b) - named(a) || (a.party < b.party ? -1 : 1),
    );
}
