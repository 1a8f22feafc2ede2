import type { Mask } from './shown-mask.js';
import { WITHHELD_PLACE } from './shown-view.js';

/** Reasons of verdicts as a view shows them. */

/**
 * Facts whose value locates: the place itself, and what is measured from it, since a distance from a line that everybody
 * can draw is a strip of the map. Facts that an agreement declares are known by their names. Not `place.zones`: in which
 * zones the place lies is the reason itself.
 */
const LOCATING = /^place$|distance|km$|coordinates$|longitude|latitude|location$|pcode/i;

export const isLocating = (fact: string): boolean => LOCATING.test(fact);

/**
 * The value of a leaf as a view shows it. What nobody knows stays null, and yes and no stay: they are the reason itself.
 * @param leaf a reason about one fact
 */
export function shownIs(leaf: { readonly fact: string; readonly is: unknown }, { exact }: Mask): unknown {
  if (exact || leaf.is === null || typeof leaf.is === 'boolean' || !isLocating(leaf.fact)) return leaf.is;
  return WITHHELD_PLACE;
}
