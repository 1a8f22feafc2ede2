import type { RulebookSource } from '../engine/rulebook.js';
import { textOfChange } from './change-text.js';
import type { Effect } from './effect.js';
import { type RuleEdit, RuleEdits } from './rule-edits.js';

/** The semantic difference of two rulebooks, in the words of those who write rules. */
export interface RuleChange {
  /** Unique, stable, dotted: `syria-2016.exceptions.co-located-with-nusra`, `groups.ypg`. */
  readonly id: string;
  /** Absent for groups. */
  readonly agreement?: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What it can alter; `reasons` and `nothing` are changes of wording, which cannot alter an outcome. */
  readonly effect: Effect;
  /** One line: `coLocation.distanceKm is at most 5 → 10 km`. */
  readonly text: string;
}

/**
 * @returns every change, in order of id; none where the two say the same. Made one by one in `before`, all of them give
 * `after`
 */
export function ruleChanges(before: RulebookSource, after: RulebookSource): readonly RuleChange[] {
  const edits = new RuleEdits(before, after);
  return edits.edits.map((edit) => changeOf(edit, edits));
}

export const changeOf = (edit: RuleEdit, edits: RuleEdits): RuleChange => ({
  id: edit.id,
  ...(edit.agreement === undefined ? {} : { agreement: edit.agreement }),
  kind: edit.kind,
  effect: edit.effect,
  text: textOfChange(edit, edits),
});
