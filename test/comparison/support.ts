import fc from 'fast-check';
import { Requirements } from '../../src/comparison/requirements.js';
import { RuleEdits } from '../../src/comparison/rule-edits.js';
import { compileRulebook, type Rulebook, type RulebookSource } from '../../src/engine/rulebook.js';
import { type RandomRulebook, randomRulebook } from '../helpers/random-rulebook.js';

/** Pairs of rulebooks of which one was edited to become the other. */
export interface EditedPair {
  readonly before: RulebookSource;
  readonly after: RulebookSource;
}

export const sourceOf = ({ groups, definition, zones }: RandomRulebook): RulebookSource => ({
  groups: [...groups].sort((a, b) => (a.id < b.id ? -1 : 1)),
  agreements: [{ definition, zones }],
});

/** A random rulebook, and the same with some of the edits that would lead to quite another one. */
export const editedPair: fc.Arbitrary<EditedPair> = fc
  .tuple(randomRulebook, randomRulebook, fc.array(fc.nat(200), { maxLength: 6 }), fc.boolean())
  .map(([one, other, picks, whole]) => {
    const before = sourceOf(one);
    const edits = new RuleEdits(before, sourceOf(other));
    if (whole || edits.edits.length === 0) return { before, after: sourceOf(other) };
    const requirements = new Requirements(edits.edits, edits.units);
    const ids = picks.map((pick) => edits.edits[pick % edits.edits.length]?.id ?? '');
    return { before, after: edits.with(requirements.withNeeded(ids)) };
  });

export const compiled = (source: RulebookSource, name: string): Rulebook => compileRulebook(source, `sha256:${name}`);

const ORDERLESS = new Set(['r1', 'r2', 'r3', 'r4', 'accepts', 'presumes', 'doubts', 'undecided']);

/** A value without lists and objects that hold nothing, which mean the same as none; lists whose order says nothing sorted. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = (each: unknown) => (Array.isArray(each) ? each.map((item) => JSON.stringify(item)).sort() : each);
  const kept = Object.entries(value)
    .map(([key, each]) => [key, ORDERLESS.has(key) ? sorted(withoutEmpty(each)) : withoutEmpty(each)] as const)
    .filter(([, each]) => !(typeof each === 'object' && each !== null && Object.keys(each).length === 0))
    .filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept);
}

/** What steps come to, taken without a pause. */
export function atOnce<Found>(steps: Generator<void, Found>): Found {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
