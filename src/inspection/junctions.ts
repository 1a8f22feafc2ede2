import type { Path } from '../authored/diagnostic.js';
import type { Condition } from '../domain/agreement.js';
import type { Example } from './finding.js';
import { cameOut, isNever, type Scope } from './scope.js';
import { every, type Formula, negated } from './search.js';
import { conditionsOf, Formulas, inWords, junctionsIn, type Written } from './written-conditions.js';

/** Parts of one `all` that cannot be met together, parts of one `any` that cannot all fail, and parts that add nothing. */
export function findJunctions(scope: Scope): void {
  const formulas = new Formulas(scope.agreement);
  for (const written of conditionsOf(scope.definition))
    for (const { word, parts, path } of junctionsIn(written)) {
      const known = parts.flatMap((part) => {
        const formula = formulas.of(part.condition);
        return formula === undefined ? [] : [{ ...part, formula }];
      });
      if (known.length === parts.length) inspect(scope, word, known, path);
    }
}

interface Part extends Written {
  readonly formula: Formula;
}

const PART_PAIRS = 400;

function inspect(scope: Scope, word: 'all' | 'any', parts: readonly Part[], path: Path): void {
  // An `any` all of whose parts fail is an `all` of their opposites.
  const wanted = parts.map((part) => (word === 'all' ? part.formula : negated(part.formula)));
  const can = (some: readonly Formula[]) => {
    const sought = scope.canInAnyReading(every([scope.inForce, ...some]));
    return isNever(sought) ? 'none' : sought.is === 'none' ? 'found' : sought.is;
  };
  const alone = wanted.map((each) => can([each]));
  alone.forEach((is, index) => {
    const part = parts[index] as Part;
    if (is === 'none' && isLeaf(part.condition)) sayAlone(scope, word, part);
  });
  if (alone.includes('none') || wanted.length > Math.sqrt(2 * PART_PAIRS)) return;
  const together = can(wanted);
  if (together === 'undecided') scope.leave('contradiction', path, 'whether the parts can be met together');
  if (together === 'none') {
    sayTogether(scope, word, parts, minimal(wanted, can), path, wanted);
    return;
  }
  for (const [index, part] of parts.entries()) {
    const same = parts.findIndex((_, other) => other !== index && impliedBy(scope, word, parts, index, other));
    const twin = same >= 0 && impliedBy(scope, word, parts, same, index);
    if (same >= 0 && !(twin && same > index)) saySubsumed(scope, word, part, parts[same] as Part);
  }
}

const isLeaf = (condition: Condition): boolean =>
  'fact' in condition || ('not' in condition && 'fact' in condition.not);

/** The smallest set of parts, by leaving out in order, that still cannot be met together; their places among the parts. */
function minimal(wanted: readonly Formula[], can: (some: readonly Formula[]) => string): number[] {
  let left = [...wanted.keys()];
  for (const index of wanted.keys()) {
    const fewer = left.filter((each) => each !== index);
    if (fewer.length > 1 && can(fewer.map((each) => wanted[each] as Formula)) === 'none') left = fewer;
  }
  return left;
}

/** In an `all` a part that follows from another adds nothing; in an `any` a part that brings another with it. */
function impliedBy(scope: Scope, word: 'all' | 'any', parts: readonly Part[], part: number, other: number): boolean {
  const [a, b] = [parts[part], parts[other]];
  if (a === undefined || b === undefined) return false;
  return isNever(scope.canInAnyReading(every([scope.inForce, ...counterTo(word, a, b)])));
}

/** What would show that a part adds something beside another. */
const counterTo = (word: 'all' | 'any', part: Part, other: Part): Formula[] =>
  word === 'all' ? [other.formula, negated(part.formula)] : [part.formula, negated(other.formula)];

function sayAlone(scope: Scope, word: 'all' | 'any', part: Part): void {
  const never = word === 'all';
  scope.say({
    code: never ? 'contradiction' : 'always-true',
    path: part.path,
    message: never
      ? `${inWords(part.condition)} can never be so while the agreement is in force, and neither can the \`all\` it stands in`
      : `${inWords(part.condition)} is always so, and with it the \`any\` it stands in`,
    help: 'correct its value, or take it out',
    claim: { untrue: never ? part.formula : negated(part.formula) },
    example: exampleOf(scope, [never ? negated(part.formula) : part.formula], (outcome) =>
      never ? `an act of which it is not so; ${outcome}` : `an act of which it is so, as of every other; ${outcome}`,
    ),
  });
}

function sayTogether(
  scope: Scope,
  word: 'all' | 'any',
  parts: readonly Part[],
  minimum: readonly number[],
  path: Path,
  wanted: readonly Formula[],
): void {
  const culprits = minimum.map((index) => parts[index] as Part);
  const words = culprits.map((part) => inWords(part.condition)).join(word === 'all' ? ' and ' : ' or ');
  const [first, second] = minimum.map((index) => wanted[index] as Formula);
  const last = culprits.at(-1);
  scope.say({
    code: word === 'all' ? 'contradiction' : 'always-true',
    path: last?.path ?? path,
    message:
      word === 'all'
        ? `${words} can never be so together, so that the \`all\` is never met`
        : `${words}: one of them is always so, so that the \`any\` asks for nothing`,
    help:
      word === 'all'
        ? 'if either will do, write `any`; otherwise correct one of them'
        : 'if both must be so, write `all`; otherwise correct one of them, or take the `any` out',
    claim: { untrue: every(minimum.map((index) => wanted[index] as Formula)) },
    example: exampleOf(
      scope,
      [first, second].map((each) => each ?? scope.inForce),
      (outcome) =>
        word === 'all'
          ? `${inWords((culprits[0] as Part).condition)} is so and the rest is not; ${outcome}`
          : `${inWords((culprits[0] as Part).condition)} is not so, and the \`any\` is met all the same; ${outcome}`,
    ),
  });
}

function saySubsumed(scope: Scope, word: 'all' | 'any', part: Part, other: Part): void {
  scope.say({
    code: 'subsumed',
    path: part.path,
    message:
      word === 'all'
        ? `${inWords(part.condition)} adds nothing: it is so wherever ${inWords(other.condition)} is`
        : `${inWords(part.condition)} adds nothing: wherever it is so, ${inWords(other.condition)} is so too`,
    help: 'take it out, or say what it was meant to add',
    claim: { untrue: every(counterTo(word, part, other)) },
    example: exampleOf(scope, [every([part.formula, other.formula])], (outcome) => `both are so; ${outcome}`),
  });
}

/** An act in force that fulfils the first of some wishes that can be fulfilled. */
function exampleOf(scope: Scope, wishes: readonly Formula[], says: (outcome: string) => string): Example | undefined {
  const [reading] = scope.agreement.readings;
  if (reading === undefined) return undefined;
  return scope.example(
    reading,
    wishes.map((wish) => every([scope.inForce, wish])),
    (verdict) => says(cameOut(reading.id, verdict)),
  );
}
