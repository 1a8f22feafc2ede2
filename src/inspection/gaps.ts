import type { Path } from '../authored/diagnostic.js';
import type { Condition, Leaf } from '../domain/agreement.js';
import { cameOut, type Scope } from './scope.js';
import { every, type Formula, negated } from './search.js';
import { conditionsOf, Formulas, junctionsIn, type Written } from './written-conditions.js';

/** Ranges of one number that leave values between them uncovered. */

const BELOW: ReadonlySet<string> = new Set(['lessThan', 'lessThanInclusive']);
const ABOVE: ReadonlySet<string> = new Set(['greaterThan', 'greaterThanInclusive']);

interface Bound {
  readonly leaf: Leaf;
  readonly path: Path;
}

/**
 * Two places where ranges belong together: parts of one `any`; and two terms, or two exceptions, whose conditions are the same
 * but for the range (so that they were meant to share out the values between them).
 */
export function findGaps(scope: Scope): void {
  for (const written of conditionsOf(scope.definition))
    for (const { word, parts } of junctionsIn(written))
      if (word === 'any') between(scope, parts.flatMap(boundOf), parts, 'in this `any`');
  const { definition } = scope;
  const rules = [
    definition.terms.map((term, index): [Written, string] => [
      { condition: term.forbids, path: ['terms', index, 'forbids'] },
      JSON.stringify([term.binds, term.protects, term.from, term.until]),
    ]),
    (definition.exceptions ?? []).map((exception, index): [Written, string] => [
      { condition: exception.when, path: ['exceptions', index, 'when'] },
      JSON.stringify([exception.shields, exception.defeats, exception.from, exception.until]),
    ]),
  ];
  for (const family of rules)
    for (const subject of new Set(family.flatMap(([written]) => rangesIn(written)).map(({ leaf }) => subjectOf(leaf))))
      betweenRules(scope, family, subject);
}

/** Rules that are the same but for one range each of one number. */
function betweenRules(scope: Scope, family: readonly [Written, string][], subject: string): void {
  const ranges = (written: Written) => rangesIn(written).filter(({ leaf }) => subjectOf(leaf) === subject);
  const speaking = family.filter(([written]) => ranges(written).length > 0);
  const bySkeleton = new Map<string, Written[]>();
  for (const [written, rest] of speaking) {
    const key = `${rest} ${skeleton(written.condition, subject)}`;
    bySkeleton.set(key, [...(bySkeleton.get(key) ?? []), written]);
  }
  const [alike] = bySkeleton.values();
  // Where another rule speaks of the same number, it may well cover what these leave out.
  if (alike === undefined || bySkeleton.size > 1 || alike.length < 2) return;
  const bounds = alike.map(ranges);
  if (bounds.every((each) => each.length === 1))
    between(scope, bounds.flat(), alike, 'between these rules, which are otherwise the same');
}

const subjectOf = ({ fact, params }: Leaf): string => JSON.stringify([fact, params ?? {}]);

const isRange = (leaf: Leaf): boolean => BELOW.has(leaf.operator) || ABOVE.has(leaf.operator);

const boundOf = ({ condition, path }: Written): Bound[] =>
  'fact' in condition && isRange(condition) ? [{ leaf: condition, path }] : [];

function rangesIn(written: Written): Bound[] {
  const { condition, path } = written;
  if ('all' in condition)
    return condition.all.flatMap((part, index) => rangesIn({ condition: part, path: [...path, 'all', index] }));
  if ('any' in condition)
    return condition.any.flatMap((part, index) => rangesIn({ condition: part, path: [...path, 'any', index] }));
  if ('not' in condition) return rangesIn({ condition: condition.not, path: [...path, 'not'] });
  return boundOf(written);
}

/** The condition without the bounds of its ranges of one number. */
const skeleton = (condition: Condition, subject: string): string =>
  JSON.stringify(condition, (_key, value: unknown) => {
    const leaf = value as Leaf | null;
    const strips = typeof leaf === 'object' && leaf?.operator !== undefined && isRange(leaf);
    return strips && subjectOf(leaf) === subject ? { fact: leaf.fact, params: leaf.params } : value;
  });

/** Reports what lies between the highest range that is open below and the lowest that is open above, where they do not meet. */
function between(scope: Scope, bounds: readonly Bound[], alike: readonly Written[], where: string): void {
  const bySubject = new Map<string, Bound[]>();
  for (const bound of bounds) {
    const key = subjectOf(bound.leaf);
    bySubject.set(key, [...(bySubject.get(key) ?? []), bound]);
  }
  for (const same of bySubject.values()) {
    const below = same
      .filter(({ leaf }) => BELOW.has(leaf.operator))
      .sort((a, b) => Number(b.leaf.value) - Number(a.leaf.value));
    const above = same
      .filter(({ leaf }) => ABOVE.has(leaf.operator))
      .sort((a, b) => Number(a.leaf.value) - Number(b.leaf.value));
    const [low, high] = [below[0], above[0]];
    if (low !== undefined && high !== undefined) sayGap(scope, low, high, alike, where);
  }
}

function sayGap(scope: Scope, low: Bound, high: Bound, alike: readonly Written[], where: string): void {
  const formulas = new Formulas(scope.agreement);
  const [a, b] = [formulas.of(low.leaf), formulas.of(high.leaf)];
  const [reading] = scope.agreement.readings;
  if (a === undefined || b === undefined || reading === undefined) return;
  const covering = alike.map(({ condition }) => formulas.of(condition)).filter((each) => each !== undefined);
  const uncovered: Formula = every([scope.inForce, negated(a), negated(b), ...covering.map(negated)]);
  if (scope.canInAnyReading(uncovered).is !== 'found') return;
  const from = `${low.leaf.operator === 'lessThan' ? 'from' : 'above'} ${low.leaf.value}`;
  const to = `${high.leaf.operator === 'greaterThan' ? 'to' : 'to below'} ${high.leaf.value}`;
  const values = low.leaf.value === high.leaf.value ? `${low.leaf.value} itself` : `values ${from} ${to}`;
  scope.say({
    code: 'gap',
    path: high.path,
    message: `\`${low.leaf.fact}\`: ${values} fall through ${where}`,
    help: 'let the ranges meet, one with the bound and one without, such as `lessThan` and `greaterThanInclusive`; if the gap is meant, accept it',
    example: scope.example(reading, [uncovered], (verdict) => `an act in the gap; ${cameOut(reading.id, verdict)}`),
  });
}
