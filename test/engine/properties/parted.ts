import type { Presumption, Reading } from '../../../src/domain/agreement.js';
import type { Outcome } from '../../../src/domain/words.js';
import type { RandomRulebook } from '../../helpers/random-rulebook.js';
import { judgedBy, type Property, readingOf } from '../support/pair.js';

/** Puts one difference, known by its id, into a reading by hand, as an analyst would edit the file. */
function put(mixed: Reading, later: Reading, id: string, terms: Terms): Reading {
  const [prefix, rest = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
  if (prefix === 'exception') {
    const of = (entry: Reading['accepts'][number]) => (typeof entry === 'string' ? entry : entry.exception) === rest;
    return {
      ...mixed,
      accepts: [...mixed.accepts.filter((each) => !of(each)), ...later.accepts.filter(of)],
      undecided: [
        ...(mixed.undecided ?? []).filter((each) => each !== rest),
        ...(later.undecided ?? []).filter((each) => each === rest),
      ],
    };
  }
  if (prefix === 'term')
    return { ...mixed, terms: { ...mixed.terms, without: flipped(mixed.terms?.without ?? [], rest, terms) } };
  if (prefix === 'role') return { ...mixed, roles: withRole(mixed, rest) };
  if (prefix === 'doubt') return { ...mixed, doubts: swapped(mixed.doubts ?? [], later.doubts ?? [], id) };
  return { ...mixed, presumes: swapped(mixed.presumes ?? [], later.presumes ?? [], id) };
}

interface Terms {
  readonly counted: readonly string[];
}
const flipped = (without: readonly string[], term: string, { counted }: Terms): string[] =>
  counted.includes(term) ? without.filter((each) => each !== term) : [...without, term];

/** `role:r1+g2` or `role:r1-g2`: given where it was not, taken away where it was. */
function withRole(reading: Reading, rest: string): Reading['roles'] {
  const [, role = '', sign, group = ''] = /^([^+-]+)([+-])(.+)$/.exec(rest) ?? [];
  const key = sign === '+' ? 'with' : 'without';
  const before = reading.roles?.[role] ?? {};
  const list = (before[key] ?? []) as string[];
  const after = list.includes(group) ? list.filter((each) => each !== group) : [...list, group];
  return { ...reading.roles, [role]: { ...before, [key]: after } };
}

/** The name of a presumption or doubt without the mark of its conditions; at most one of each stands in a reading here. */
const subject = (held: {
  exception?: string;
  fact?: string;
  is?: unknown;
  contains?: string;
  params?: Record<string, unknown>;
}) => {
  const value = held.is ?? held.contains;
  const fact = held.params === undefined ? held.fact : `${held.fact}(${Object.values(held.params).join(',')})`;
  const name = held.exception === undefined ? fact : `exception:${held.exception}`;
  return value === undefined ? `doubt:${name}` : `presumption:${name}=${value}`;
};

function swapped<Held extends Presumption | NonNullable<Reading['doubts']>[number]>(
  mixed: readonly Held[],
  later: readonly Held[],
  id: string,
): Held[] {
  const bare = id.replace(/#[0-9a-f]{8}$/, '');
  const is = (held: Held) => subject(held as Parameters<typeof subject>[0]) === bare;
  const mine = mixed.filter(is);
  const theirs = later.filter(is);
  const marked = (held: Held) => JSON.stringify(held);
  if (mine.length > 0 && theirs.length > 0)
    return mixed.map((held) => (is(held) ? { ...theirs[0], once: marked(held) } : held)) as Held[];
  return mine.length > 0 ? mixed.filter((held) => !is(held)) : [...mixed, ...theirs];
}

/** Which terms count in a reading, all said by `without`. */
function plainTerms(book: RandomRulebook, reading: Reading): string[] {
  const added = book.definition.readings.flatMap((each) => each.terms?.with ?? []);
  return book.definition.terms
    .map(({ id }) => id)
    .filter(
      (id) => !reading.terms?.without?.includes(id) && (!added.includes(id) || reading.terms?.with?.includes(id)),
    );
}

/** S11: the differences, put into the earlier reading by hand, give the later one's outcome; none can be left out. */
export const parting: Property = ({ book, incident, verdict }, count) => {
  for (const {
    readings: [from, to],
    differences,
  } of verdict.partedBy) {
    const earlier = book.definition.readings.find(({ id }) => id === from) as Reading;
    const later = book.definition.readings.find(({ id }) => id === to) as Reading;
    if (hasTwins(differences) || differences.some((id) => id.includes('['))) {
      count('passed over: a presumption differs only in its conditions');
      continue;
    }
    const counted = plainTerms(book, later);
    const without = book.definition.terms.map(({ id }) => id).filter((id) => !plainTerms(book, earlier).includes(id));
    const start: Reading = { ...earlier, terms: { with: [], without } };
    const outcome = (ids: readonly string[]): Outcome | string => {
      const mixed = ids.reduce((reading, id) => put(reading, later, id, { counted }), start);
      const changed = { ...book, definition: { ...book.definition, readings: [{ ...mixed, id: 'mixed' }] } };
      return readingOf(judgedBy(changed, incident), 'mixed').outcome;
    };
    const wanted = readingOf(verdict, later.id).outcome;
    count('pairs of readings parted');
    if (outcome(differences) !== wanted)
      return `${from} with ${differences.join(', ')} gives ${outcome(differences)}, ${to} gives ${wanted}`;
    const spare = differences.find((id) => outcome(differences.filter((each) => each !== id)) === wanted);
    if (spare !== undefined) return `${from} and ${to}: ${spare} can be left out of ${differences.join(', ')}`;
  }
  return undefined;
};

/** The same presumption with other conditions in both readings: its two ids differ in the mark alone, which is not rebuilt here. */
const hasTwins = (ids: readonly string[]) => {
  const bare = ids.map((id) => id.replace(/#[0-9a-f]{8}$/, ''));
  return new Set(bare).size < bare.length || ids.some((id) => id.includes('#'));
};
