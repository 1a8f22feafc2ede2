import type { Agreement, Condition, Doubt, Presumption, Reading } from '../domain/agreement.js';
import type { AtomTable } from './atoms.js';
import type { PartyName } from './outlook.js';
import type {
  Acceptance,
  CompiledDoubt,
  ExceptionPresumption,
  FactPresumption,
  ReadingShape,
  Subject,
} from './plan.js';
import { roleChangesOf } from './roles.js';

/** Compiles a reading of an agreement to its shape. */
export function shapeOf(reading: Reading, agreement: Agreement, table: AtomTable): ReadingShape {
  const exceptions = agreement.exceptions ?? [];
  const indexOf = (id: string) => exceptions.findIndex((exception) => exception.id === id);
  const acceptance = new Map<number, Acceptance>();
  for (const entry of reading.accepts)
    if (typeof entry === 'string') acceptance.set(indexOf(entry), { kind: 'always' });
    else
      acceptance.set(indexOf(entry.exception), {
        kind: 'when',
        when: table.expression(entry.when),
        key: JSON.stringify(entry.when),
      });
  for (const id of reading.undecided ?? []) acceptance.set(indexOf(id), { kind: 'undecided' });
  const presumptions = reading.presumes ?? [];
  return {
    acceptance,
    roleChanges: roleChangesOf(reading),
    terms: countedTerms(reading, agreement),
    exceptionPresumptions: presumptions.flatMap((each) =>
      'exception' in each ? [exceptionPresumption(each, indexOf(each.exception), agreement, table)] : [],
    ),
    factPresumptions: presumptions.flatMap((each) =>
      'exception' in each ? [] : [factPresumption(each, agreement, table)],
    ),
    doubts: (reading.doubts ?? []).map((each) => doubtOf(each, agreement, table)),
  };
}

/** A term that some reading adds counts only in the readings that name it. */
function countedTerms(reading: Reading, agreement: Agreement): Set<number> {
  const added = new Set(agreement.readings.flatMap((each) => each.terms?.with ?? []));
  const counted = new Set<number>();
  agreement.terms.forEach((term, index) => {
    const mine = added.has(term.id) ? (reading.terms?.with ?? []).includes(term.id) : true;
    if (mine && !(reading.terms?.without ?? []).includes(term.id)) counted.add(index);
  });
  return counted;
}

const conditions = (held: { when?: Condition | undefined; unless?: Condition | undefined }, table: AtomTable) => ({
  when: held.when === undefined ? undefined : table.expression(held.when),
  unless: held.unless === undefined ? undefined : table.expression(held.unless),
});

/**
 * What tells one presumption or doubt from another: what it speaks of and says. Where two readings of the agreement put the
 * same under different conditions, a mark of the conditions is added.
 */
function idOf(prefix: string, held: Presumption | Doubt, name: string, agreement: Agreement): string {
  const others = agreement.readings.flatMap((each): (Presumption | Doubt)[] => [
    ...(each.presumes ?? []),
    ...(each.doubts ?? []),
  ]);
  const variants = new Set(others.filter((other) => nameOf(other) === nameOf(held)).map(conditionsText));
  return `${prefix}:${name}${variants.size > 1 ? `#${shortHash(conditionsText(held))}` : ''}`;
}

const conditionsText = ({ when, unless }: Presumption | Doubt) => JSON.stringify([when ?? null, unless ?? null]);
const nameOf = ({ why: _why, when: _when, unless: _unless, ...rest }: Presumption | Doubt) => JSON.stringify(rest);

/** A short, stable mark that tells equal texts from different ones (FNV-1a, 32 bits). */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

type OfException = Extract<Presumption, { exception: string }>;
type OfFact = Exclude<Presumption, { exception: string }>;

const exceptionPresumption = (
  held: OfException,
  exception: number,
  agreement: Agreement,
  table: AtomTable,
): ExceptionPresumption => ({
  id: idOf('presumption', held, `exception:${held.exception}=${held.is}`, agreement),
  why: held.why,
  exception,
  is: held.is,
  ...conditions(held, table),
});

const named = (fact: string, params: Readonly<Record<string, string | number>> | undefined) =>
  params === undefined ? fact : `${fact}(${Object.values(params).join(',')})`;

const factPresumption = (held: OfFact, agreement: Agreement, table: AtomTable): FactPresumption => ({
  id: idOf(
    'presumption',
    held,
    `${named(held.fact, held.params)}=${'is' in held ? held.is : held.contains}`,
    agreement,
  ),
  why: held.why,
  subject: subjectOf(held.fact, held.params, table),
  value: 'is' in held ? { is: held.is } : { contains: held.contains },
  ...conditions(held, table),
});

const doubtOf = (held: Doubt, agreement: Agreement, table: AtomTable): CompiledDoubt => ({
  id: idOf('doubt', held, named(held.fact, held.params), agreement),
  why: held.why,
  subject: subjectOf(held.fact, held.params, table),
  ...conditions(held, table),
});

const parties: Readonly<Record<string, PartyName>> = {
  'actor.id': 'actor',
  'target.id': 'target',
  'struck.holder': 'holder',
};

function subjectOf(
  fact: string,
  params: Readonly<Record<string, string | number>> | undefined,
  table: AtomTable,
): Subject {
  const derived =
    fact === 'act.kind'
      ? [table.slot('act.classes')]
      : fact === 'struck.objects'
        ? [table.slot('struck.civilian')]
        : [];
  return { fact, params, party: parties[fact], slot: table.slot(fact, params), derived };
}
