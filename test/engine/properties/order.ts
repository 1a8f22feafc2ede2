import type { Incident } from '../../../src/domain/incident.js';
import type { Judgement, ReadingVerdict } from '../../../src/domain/verdict.js';
import type { RandomRulebook } from '../../helpers/random-rulebook.js';
import type { Chance } from '../support/chance.js';
import { judgedBy, type Property } from '../support/pair.js';

/** The lists whose order says nothing: everywhere but readings (the first is the headline), coordinates and occurrences. */
const KEPT_LISTS = new Set(['readings', 'coordinates', 'kind', 'candidates', 'coLocation', 'claims']);

/** The value with every list that has no order of its own shuffled, and every object's keys too. */
export function reordered<T>(value: T, chance: Chance, key = ''): T {
  if (Array.isArray(value)) {
    const items = value.map((each) => reordered(each, chance, key === 'coordinates' ? key : ''));
    return (KEPT_LISTS.has(key) ? items : chance.shuffled(items)) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, reordered(each, chance, name)]);
  return Object.fromEntries(chance.shuffled(entries)) as T;
}

const sorted = (values: readonly unknown[]) => values.map((each) => JSON.stringify(each)).sort();

/** What of a reading's verdict does not hang on the order in which rules were written. */
function essence(reading: ReadingVerdict): unknown {
  return {
    outcome: reading.outcome,
    possible: sorted(reading.possible),
    standing: reading.standing,
    candidates: reading.candidates.map((each) => [
      each.outcome,
      sorted(each.possible),
      sorted(each.terms.map((term) => [term.id, term.state])),
    ]),
    dependsOn: sorted(reading.dependsOn),
    missing: sorted(
      reading.missing.map(({ fact, params, wouldBe, candidates, together }) => [
        fact,
        params,
        sorted(wouldBe),
        candidates,
        together,
      ]),
    ),
    presumed: sorted(
      reading.presumed.map(({ exception, fact, params, is, contains, candidates }) => [
        exception,
        fact,
        params,
        is,
        contains,
        candidates,
      ]),
    ),
    doubted: sorted(reading.doubted.map(({ fact, params, candidates }) => [fact, params, candidates])),
  };
}
export const essenceOf = (verdict: Judgement): string =>
  JSON.stringify({
    outcome: verdict.outcome,
    contested: verdict.contested,
    readings: Object.entries(verdict.readings).map(([id, reading]) => [id, essence(reading)]),
  });

const shuffledBooks = new WeakMap<RandomRulebook, RandomRulebook>();

/** The conditions that readings put are named in `partedBy` by a mark over what they say, so their lists stay in order. */
function shuffledBook(book: RandomRulebook, chance: Chance): RandomRulebook {
  const known = shuffledBooks.get(book);
  if (known !== undefined) return known;
  const { readings, ...rest } = book.definition;
  const mixed = {
    groups: reordered(book.groups, chance),
    zones: reordered(book.zones, chance),
    definition: {
      ...reordered(rest, chance),
      readings: readings.map((reading) => ({
        ...reading,
        accepts: chance.shuffled(reading.accepts),
        undecided: chance.shuffled(reading.undecided ?? []),
        presumes: chance.shuffled(reading.presumes ?? []),
      })),
    },
  } as RandomRulebook;
  shuffledBooks.set(book, mixed);
  return mixed;
}

/** S19: no order of files, groups, terms, exceptions or conditions counts. */
export const orderless: Property = ({ book, incident, verdict, chance }) => {
  const mixed = judgedBy(shuffledBook(book, chance), incident);
  if (essenceOf(mixed) !== essenceOf(verdict))
    return `another order gives ${essenceOf(mixed)}, not ${essenceOf(verdict)}`;
  const parted = (each: Judgement) => JSON.stringify(each.partedBy);
  return parted(mixed) === parted(verdict)
    ? undefined
    : `another order is parted by ${parted(mixed)}, not ${parted(verdict)}`;
};

/** Puts one name in the place of another, wherever they stand as a whole text or a key. */
function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (names.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((each) => renamed(each, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [names.get(key) ?? key, renamed(each, names)]),
  ) as T;
}

const SWAPPED = new Map(
  [
    ['r1', 'r2'],
    ['g1', 'g2'],
    ['g3', 'g4'],
    ['Group 1', 'Group 2'],
    ['Group 3', 'Group 4'],
    ['GROUP 2', 'GROUP 1'],
  ].flatMap(
    ([a, b]) =>
      [
        [a, b],
        [b, a],
      ] as [string, string][],
  ),
);
const mirrors = new WeakMap<RandomRulebook, RandomRulebook>();

/** Two sides change places in the rules and in the report: so does everything the verdict says, and nothing else changes. */
export const mirrored: Property = ({ book, incident, verdict }) => {
  const mirror = mirrors.get(book) ?? renamed(book, SWAPPED);
  mirrors.set(book, mirror);
  const found = judgedBy(mirror, renamed(incident, SWAPPED) as Incident);
  const expected = essenceOf(renamed(verdict, SWAPPED));
  return essenceOf(found) === expected ? undefined : `the mirror shows ${essenceOf(found)}, not ${expected}`;
};
