import type { Mask } from './shown-mask.js';
import { WITHHELD_PLACE, WITHHELD_WORD } from './shown-view.js';

/** Reasons of verdicts as a view shows them. */

/**
 * Facts whose value locates: the place itself, and what is measured from it, since a distance from a line that everybody
 * can draw is a strip of the map. Facts that an agreement declares are known by their names. Not `place.zones`: that the
 * place lies in the zone that is asked for is the reason itself.
 */
const LOCATING = /^place$|distance|km$|coordinates$|longitude|latitude|location$|pcode/i;

export const isLocating = (fact: string): boolean => LOCATING.test(fact);

/**
 * Facts whose value is in the reporter's own words: what the aid was, and the facts that agreements declare, which alone
 * have bare names beside those that the engine itself gives reasons by.
 */
const isWorded = (fact: string): boolean => fact === 'access.items' || (/^[a-zA-Z]\w*$/.test(fact) && !BARE.has(fact));
const BARE: ReadonlySet<string> = new Set(['place', 'occurred', 'happened', 'open']);

interface Leaf {
  readonly fact: string;
  /** What the rule asks for. */
  readonly value: unknown;
  readonly is: unknown;
}

/**
 * The value of a leaf as a view shows it. What nobody knows stays null, and yes and no stay: they are the reason itself.
 * Words stay that the rule asks for.
 */
export function shownIs({ fact, value, is }: Leaf, { exact, reports }: Mask): unknown {
  if (is === null || typeof is === 'boolean') return is;
  if (!exact && isLocating(fact)) return WITHHELD_PLACE;
  if (!exact && fact === 'place.zones') return zonesAsked(is, value);
  const asked = [value].flat();
  if (!reports && isWorded(fact) && !wordsIn(is).every((word) => asked.includes(word))) return WITHHELD_WORD;
  return is;
}

/** Of the zones that a place lies in, or may lie in, the one that is asked for: others are no part of the reason. */
function zonesAsked(is: unknown, asked: unknown): unknown {
  if (Array.isArray(is)) return is.every((zone) => zone === asked) ? is : is.filter((zone) => zone === asked);
  const { certain, possible } = is as { readonly certain: readonly unknown[]; readonly possible: readonly unknown[] };
  if (certain.includes(asked) || !possible.includes(asked)) return certain.filter((zone) => zone === asked);
  return { certain: [], possible: [asked] };
}

/** The words of a value; bounds of numbers have none. `anything` is a word of the engine: that a list is open. */
function wordsIn(is: unknown): readonly string[] {
  if (typeof is === 'string') return [is];
  if (typeof is !== 'object' || is === null) return [];
  return Object.entries(is).flatMap(([key, each]) => (key === 'possible' && each === 'anything' ? [] : wordsIn(each)));
}
