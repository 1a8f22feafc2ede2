import { type Agreement, type Condition, roleList, type Term } from '../domain/agreement.js';
import type { NormalForm } from './normal-form.js';

/**
 * Whether a condition is so wherever a term covers the act, because it asks no more than who is bound: "accepted for acts of
 * the government's side" says nothing more of a term that binds the government's side alone. Where nobody knows who acted,
 * both are open together, and every way of filling that in comes to the same.
 */
export function followsFromBinding(condition: Condition, term: Term, normal: NormalForm): boolean {
  const binding = roleList(term.binds).map((role) =>
    normal.text({ fact: 'actor.roles', operator: 'contains', value: role }),
  );
  const text = normal.text(condition);
  return normal.junction('any', [text, ...binding]) === text;
}

/** The terms that an exception shields and that a reading counts. */
export const shieldedTerms = (definition: Agreement, exception: string, counted: (term: string) => boolean): Term[] =>
  definition.terms.filter(
    ({ id }) => counted(id) && definition.exceptions?.find((each) => each.id === exception)?.shields?.includes(id),
  );
