import { spellingsAgree } from './name-skeleton.js';
import { samePlace } from './near-place.js';
import { sameTime } from './near-time.js';
import type { Nearness, Sides, Sighting } from './sighting.js';
import { KINDS } from './words.js';

/**
 * Whether two reports may be of one act: close in time, in place and in kind, and not blamed on parties that have nothing
 * to do with each other (docs/decisions/0011-events.md). Pure, and the same whichever of the two comes first. It only ever
 * suspects: a person decides.
 */

/**
 * @param related whether two groups are one, or one was ever part of the other
 * @returns what is near, or undefined when the two are not near each other
 */
export function nearness(
  a: Sighting,
  b: Sighting,
  related: (one: string, other: string) => boolean,
): readonly Nearness[] | undefined {
  const kind = sameKind(a.kinds, b.kinds);
  if (kind === undefined) return undefined;
  const time = sameTime(a.occurred, b.occurred);
  if (time === undefined) return undefined;
  const actor = sameActor(a, b, related);
  if (actor === 'opposed') return undefined;
  const place = samePlace(a, b, sameName);
  if (place === undefined) return undefined;
  return [time, place, kind, ...(actor === undefined ? [] : [actor])];
}

/** Classes that say what was done closely enough; `attack` alone does not. */
const TELLING = new Set([
  'aerial',
  'indirect-fire',
  'direct-fire',
  'ground',
  'presence',
  'access',
  'property',
  'persons',
]);
/** By what means is not known, so any attack may be meant. */
const ANY_ATTACK = new Set(['attack', 'clash']);

const isAttack = (kind: string) => KINDS.get(kind)?.includes('attack') === true;

function sameKind(as: readonly string[], bs: readonly string[]): Nearness | undefined {
  const shared = as.find((kind) => kind !== 'other' && bs.includes(kind));
  if (shared !== undefined) return { of: 'kind', detail: `both are told as ${shared}` };
  for (const a of as)
    for (const b of bs) {
      if (isAttack(a) !== isAttack(b)) continue;
      const both = KINDS.get(a)?.find((each) => TELLING.has(each) && KINDS.get(b)?.includes(each));
      if (both !== undefined) return { of: 'kind', detail: `${a} and ${b} are both of the class ${both}` };
      if (isAttack(a) && (ANY_ATTACK.has(a) || ANY_ATTACK.has(b)))
        return { of: 'kind', detail: `${a} and ${b} may both tell of one attack` };
    }
  return undefined;
}

type Related = (one: string, other: string) => boolean;

type Pair = readonly [readonly string[], readonly string[]];

/** Actors are opposed when both reports know theirs and none of the one has to do with any of the other. */
function sameActor(a: Sighting, b: Sighting, related: Related): Nearness | 'opposed' | undefined {
  const clashes = [a, b].map(({ kinds }) => kinds.includes('clash'));
  let open = false;
  for (const one of a.sides)
    for (const other of b.sides)
      for (const pairs of waysToMeet(one, other, clashes)) {
        const told = pairs.filter(([left, right]) => left.length > 0 && right.length > 0);
        const met = told.map(([left, right]) => metIn(left, right, related));
        if (met.includes(undefined)) continue;
        if (met[0] !== undefined) return met[0];
        open = true;
      }
  return open ? undefined : 'opposed';
}

/**
 * Who must be whom. Who began a clash is not known, so either of its sides may be the actor of the other report; and two
 * clashes are one only when both their sides are. Whom a one-sided act hit may be disputed.
 */
function waysToMeet(one: Sides, other: Sides, [a, b]: readonly (boolean | undefined)[]): readonly (readonly Pair[])[] {
  const straight: Pair = [one.actor, other.actor];
  if (a && b)
    return [
      [straight, [one.target, other.target]],
      [
        [one.actor, other.target],
        [one.target, other.actor],
      ],
    ];
  if (a) return [[straight], [[one.target, other.actor]]];
  return b ? [[straight], [[one.actor, other.target]]] : [[straight]];
}

function metIn(ones: readonly string[], others: readonly string[], related: Related): Nearness | undefined {
  for (const one of ones)
    for (const other of others)
      if (related(one, other)) {
        const detail = one === other ? `both name ${one}` : `${one} and ${other} belong together`;
        return { of: 'actor', detail };
      }
  return undefined;
}

/** The first pair of names that are spellings of one; shorter skeletons than this meet by chance. */
const LEAST_SKELETON = 3;

function sameName(a: Sighting, b: Sighting): Nearness | undefined {
  for (const one of a.names)
    for (const other of b.names) {
      const folds = one.fold !== '' && one.fold === other.fold;
      const sound = one.skeleton.length >= LEAST_SKELETON && one.skeleton === other.skeleton;
      if (!folds && !(sound && spellingsAgree(one.text, other.text))) continue;
      const same = one.text === other.text;
      return { of: 'name', detail: same ? `both name ${one.text}` : `${one.text} and ${other.text} may be one name` };
    }
  return undefined;
}
