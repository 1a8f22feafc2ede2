import type { Agreement, Exception, Reading } from '../domain/agreement.js';
import { monthText } from '../domain/calendar.js';
import type { OutcomeOrOpen } from '../domain/words.js';
import type { MarkCount } from '../store/count-marks.js';
import type { OutcomePair } from '../store/count-outcomes.js';
import {
  grouped,
  type OutcomeCounts,
  type Outcomes,
  outcomesAmong,
  outcomesOf,
  roughAmong,
  sliced,
  sum,
} from './counts.js';

/** The ledger of one reading: what every exception lifted, and what would follow if it were closed. Pure. */

/** Never one number alone (docs/decisions/0012-ledger.md). */
export interface Lifted {
  readonly total: number;
  readonly established: number;
  readonly asserted: number;
  readonly presumed: number;
}
export interface Share extends Lifted {
  readonly hangsOnIt: number;
}

export interface LedgerEntry {
  readonly id: string;
  /** Null, as the family, for an exception that the rulebook no longer holds. */
  readonly kind: Exception['kind'] | null;
  readonly family: string | null;
  readonly accepted: 'always' | 'under-a-condition' | 'undecided' | 'never';
  readonly lifted: Lifted;
  readonly hangsOnIt: number;
  /** What the outcomes that hang on it would be. */
  readonly ifClosed: Partial<OutcomeCounts>;
  /** Those that would be undetermined and may be a violation, and are not so now: exempt, say, or cleared either way. */
  readonly wouldOpen: number;
  /** All outcomes counted, as they would be; absent where events are counted, whose reports may differ. */
  readonly outcomesIfClosed?: Outcomes;
  readonly byActor: readonly ({ readonly actor: string | null } & Share)[];
  readonly byTarget: readonly ({ readonly target: string | null } & Share)[];
  readonly byMonth: readonly ({ readonly month: string; readonly roughlyDated: number } & Share)[];
  readonly byGovernorate: readonly ({ readonly governorate: string | null } & Share)[];
}

export interface ReadingLedger {
  readonly agreement: string;
  readonly reading: string;
  readonly outcomes: Outcomes;
  readonly exceptions: readonly LedgerEntry[];
  /** Those that lifted nothing and on which nothing hangs. */
  readonly neverUsed: readonly string[];
}

/** What was counted of one reading. */
export interface LedgerCounts {
  /** Marks of kind outcome and may (of a violation). */
  readonly outcomes: readonly MarkCount[];
  /** Of all other kinds of marks that the ledger reads, not sliced. */
  readonly whole: readonly MarkCount[];
  /** Marks of kind basis and hangs, by month and by first-level area. */
  readonly months: readonly MarkCount[];
  readonly areas: readonly MarkCount[];
  /** How many hang on an exception (`hangs`) and have an outcome now; absent where events are counted. */
  readonly hanging: readonly OutcomePair[] | undefined;
}

/** @param counts of this reading under this agreement */
export function ledgerOf(agreement: Agreement, reading: Reading, counts: LedgerCounts): ReadingLedger {
  const outcomes = outcomesAmong(counts.outcomes);
  const known = agreement.exceptions ?? [];
  const seen = counts.whole
    .filter(({ kind }) => kind === 'basis' || kind === 'hangs')
    .map(({ value }) => wordsOf(value)[0]);
  const ids = new Set([...known.map(({ id }) => id), ...seen.sort()]);
  const exceptions = [...ids].map((id): LedgerEntry => {
    const definition = known.find((each) => each.id === id);
    const of = (marks: readonly MarkCount[]) => marks.filter(({ value }) => value === id || value.startsWith(`${id} `));
    const whole = of(counts.whole);
    const hangs = whole.filter(({ kind }) => kind === 'hangs');
    return {
      id,
      kind: definition?.kind ?? null,
      family: definition?.family ?? null,
      accepted: acceptedBy(reading, id),
      lifted: liftedOf(whole),
      hangsOnIt: sum(hangs),
      ifClosed: Object.fromEntries(hangs.map(({ value, count }) => [wordsOf(value)[1], count])),
      wouldOpen: sum(whole.filter(({ kind }) => kind === 'opens')),
      ...(counts.hanging === undefined ? {} : { outcomesIfClosed: closed(outcomes, whole, counts.hanging, id) }),
      byActor: parties(whole, 'whose').map(([actor, share]) => ({ actor, ...share })),
      byTarget: parties(whole, 'whom').map(([target, share]) => ({ target, ...share })),
      byMonth: sliced(of(counts.months)).map(([month, marks]) => ({
        month: monthText(Number(month)),
        ...shareOf(marks),
        roughlyDated: roughAmong(marks, 'basis'),
      })),
      byGovernorate: sliced(of(counts.areas)).map(([area, marks]) => ({
        governorate: area === null ? null : String(area),
        ...shareOf(marks),
      })),
    };
  });
  const neverUsed = exceptions.filter(({ lifted, hangsOnIt }) => lifted.total === 0 && hangsOnIt === 0);
  return {
    agreement: agreement.id,
    reading: reading.id,
    outcomes,
    exceptions,
    neverUsed: neverUsed.map(({ id }) => id),
  };
}

/** The first words of a mark's value; a party's name, which comes last, may hold spaces. */
export function wordsOf(value: string): [exception: string, second: string, third: string, rest: string] {
  const [first = '', second = '', third = '', ...rest] = value.split(' ');
  return [first, second, third, rest.join(' ')];
}

/** Marks of kind basis: `exception basis`. */
function liftedOf(marks: readonly MarkCount[]): Lifted {
  const of = (basis: string) => sum(marks.filter(({ kind, value }) => kind === 'basis' && wordsOf(value)[1] === basis));
  return split(of('established'), of('asserted'), of('presumed'));
}

const split = (established: number, asserted: number, presumed: number): Lifted => ({
  total: established + asserted + presumed,
  established,
  asserted,
  presumed,
});

const shareOf = (marks: readonly MarkCount[]): Share => ({
  ...liftedOf(marks),
  hangsOnIt: sum(marks.filter(({ kind }) => kind === 'hangs')),
});

/** By party, the most lifted first; null for candidates that name none. */
function parties(marks: readonly MarkCount[], side: 'whose' | 'whom'): [string | null, Share][] {
  const byParty = grouped(
    marks.filter(({ kind }) => kind === side),
    ({ value }) => wordsOf(value)[3],
  );
  const shares = [...byParty].map(([party, of]): [string | null, Share] => {
    const liftedBy = (basis: string) => sum(of.filter(({ value }) => wordsOf(value)[1] === basis));
    return [
      party === '' ? null : party,
      {
        ...split(liftedBy('established'), liftedBy('asserted'), liftedBy('presumed')),
        hangsOnIt: sum(of.filter(({ value }) => wordsOf(value)[2] !== '-')),
      },
    ];
  });
  return shares.sort(
    ([a, one], [b, other]) =>
      other.total - one.total || other.hangsOnIt - one.hangsOnIt || ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1),
  );
}

/** Every outcome counted, once the exception is refused. */
function closed(
  { byOutcome, mayBeViolation }: Outcomes,
  marks: readonly MarkCount[],
  hanging: NonNullable<LedgerCounts['hanging']>,
  id: string,
): Outcomes {
  const after: OutcomeCounts = { ...byOutcome };
  for (const { first, second, count } of hanging) {
    const [exception, otherwise] = wordsOf(first.value);
    if (exception !== id || second.kind !== 'outcome') continue;
    after[second.value as OutcomeOrOpen] -= count;
    after[otherwise as OutcomeOrOpen] += count;
  }
  const of = (change: 'opens' | 'ends') => sum(marks.filter(({ kind }) => kind === change));
  return outcomesOf(after, mayBeViolation + of('opens') - of('ends'));
}

function acceptedBy({ accepts, undecided }: Reading, id: string): LedgerEntry['accepted'] {
  if (undecided?.includes(id)) return 'undecided';
  const entry = accepts.find((each) => (typeof each === 'string' ? each : each.exception) === id);
  if (entry === undefined) return 'never';
  return typeof entry === 'string' ? 'always' : 'under-a-condition';
}
