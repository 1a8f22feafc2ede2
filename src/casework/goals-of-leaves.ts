import type { Path } from '../authored/diagnostic.js';
import type { Condition, Leaf } from '../domain/agreement.js';
import { TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import { FACTS } from '../engine/vocabulary.js';
import { type Goal, goalId, goalsForTruths, word } from './goal.js';
import type { Original } from './mutant.js';
import { shown } from './mutate-conditions.js';
import type { Possible } from './possible.js';
import { ANY_TRUTH, type Truths } from './possible-truths.js';

/** Every leaf, with the time in force and the territory, true, false and unknown. */
export function leafGoals(possible: Possible): Goal[] {
  const { original } = possible;
  const { agreement } = original;
  const places = placesOfLeaves(possible);
  const live = liveAtoms(original);
  return agreement.atoms.flatMap((atom) => {
    const leaf = agreement.leafOf(atom.index);
    if (leaf === undefined && atom.ask !== 'occurred' && atom.ask !== 'place') return [];
    const inForce = agreement.inForce.atoms.includes(atom.index);
    const path = places.get(atom.index) ?? windowPlace(original, atom.index);
    const [subject, wanted] =
      leaf !== undefined
        ? [shown(leaf).slice(1, -1), leafWanted(leaf)]
        : atom.ask === 'place'
          ? ['the territory', groundWanted('the territory', 'leave out the radius, or let it reach across the border')]
          : inForce
            ? ['the time in force', groundWanted('the time in force', 'let `occurred` reach across its end')]
            : ['a window', groundWanted('the dates written here', 'let `occurred` reach across their end')];
    const truths = live.has(atom.index) ? (possible.ofAtom[atom.index] ?? ANY_TRUTH) : NO_TRUTH;
    return goalsForTruths(
      original,
      'leaf',
      subject,
      atom.ask === 'place' && leaf === undefined ? ['territory'] : path,
      truths,
      {
        id: (truth) => goalId.leaf(atom.index, truth),
        wanted,
        impossible: live.has(atom.index) ? whyNot(leaf) : 'it stands only in what no reading takes into account',
      },
    );
  });
}

const NO_TRUTH: Truths = new Set();

const leafWanted = (leaf: Leaf) => (truth: Truth) =>
  `${shown(leaf)} is ${word(truth)}${truth === UNKNOWN ? `: ${howToLeaveOpen(leaf)}` : ''}`;

const groundWanted = (what: string, how: string) => (truth: Truth) =>
  truth === UNKNOWN
    ? `the act may be within ${what} or not: ${how}`
    : `the act is ${truth === TRUE ? 'within' : 'outside'} ${what}`;

function whyNot(leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'nothing else happens while the agreement is in force';
  const known = FACTS.get(leaf.fact);
  if (known?.neverUnknown === true) return `\`${leaf.fact}\` says what was reported, and that is always known`;
  if (known?.names !== undefined || leaf.fact.endsWith('.kind'))
    return 'no group of the registry is so at any time in force';
  return 'no value of the fact is so';
}

function howToLeaveOpen(leaf: Leaf): string {
  const ask = FACTS.get(leaf.fact)?.ask ?? leaf.fact;
  if (ask === 'act.kind') return 'give two kinds of act';
  if (ask === 'occurred') return 'let `occurred` reach across it';
  if (ask === 'place') return 'leave out the radius of the place';
  if (ask.startsWith('claims')) return 'let somebody make the claim whom the registry does not hold';
  return `leave out \`${ask}\``;
}

/** Where a leaf stands first. */
function placesOfLeaves(possible: Possible): ReadonlyMap<number, Path> {
  const { definition, terms } = possible.original.agreement;
  const places = new Map<number, Path>();
  const put = (atom: number | undefined, path: Path) => {
    if (atom !== undefined && !places.has(atom)) places.set(atom, path);
  };
  const walk = (condition: Condition | undefined, path: Path): void => {
    if (condition === undefined || 'condition' in condition) return;
    if ('fact' in condition) {
      put(possible.atom(condition), path);
      return;
    }
    if ('not' in condition) {
      walk(condition.not, [...path, 'not']);
      return;
    }
    const [word, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    parts.forEach((part, index) => {
      walk(part, [...path, word, index]);
    });
  };
  for (const [name, condition] of Object.entries(definition.conditions ?? {})) walk(condition, ['conditions', name]);
  for (const term of terms) {
    walk(term.definition.forbids, ['terms', term.index, 'forbids']);
    for (const atom of term.bound.atoms) if (isLeaf(possible.original, atom)) put(atom, ['terms', term.index, 'binds']);
    for (const atom of term.protects.atoms) put(atom, ['terms', term.index, 'protects']);
  }
  definition.exceptions?.forEach((each, index) => {
    walk(each.when, ['exceptions', index, 'when']);
  });
  definition.readings.forEach((reading, at) => {
    reading.accepts.forEach((each, index) => {
      if (typeof each !== 'string') walk(each.when, ['readings', at, 'accepts', index, 'when']);
    });
    for (const list of ['presumes', 'doubts'] as const)
      reading[list]?.forEach((held, index) => {
        for (const key of ['when', 'unless'] as const) walk(held[key], ['readings', at, list, index, key]);
      });
  });
  return places;
}

const isLeaf = ({ agreement }: Original, atom: number) => agreement.leafOf(atom) !== undefined;

function windowPlace({ agreement }: Original, atom: number): Path {
  const term = agreement.terms.find(({ bound }) => bound.atoms.includes(atom));
  if (term !== undefined) return ['terms', term.index];
  const exception = agreement.exceptions.find(({ when }) => when.atoms.includes(atom));
  return exception === undefined ? ['inForce', 0] : ['exceptions', exception.index];
}

/** The atoms of what some reading counts, accepts, presumes or doubts. */
function liveAtoms({ agreement }: Original): ReadonlySet<number> {
  const live = new Set([...agreement.inForce.atoms, ...agreement.territory.atoms]);
  const add = (atoms: readonly number[] | undefined) => {
    for (const atom of atoms ?? []) live.add(atom);
  };
  for (const { plan } of agreement.readings) {
    for (const index of plan.terms) {
      const term = agreement.terms[index];
      for (const part of [term?.bound, term?.forbids, term?.protects]) add(part?.atoms);
    }
    for (const [index, acceptance] of plan.acceptance) {
      const exception = agreement.exceptions[index];
      if (exception === undefined) continue;
      add(exception.when.atoms);
      if (acceptance.kind === 'when') add(acceptance.when.atoms);
    }
    for (const held of [...plan.exceptionPresumptions, ...plan.factPresumptions, ...plan.doubts]) {
      add(held.when?.atoms);
      add(held.unless?.atoms);
    }
  }
  return live;
}
