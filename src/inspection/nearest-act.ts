import type { Condition } from '../domain/agreement.js';
import type { Scope } from './scope.js';
import { every, type Formula } from './search.js';
import { Formulas } from './written-conditions.js';

/** As much of a condition as one act in force can meet: its parts in order, those left out that no longer fit. */
export function mostOf(scope: Scope, condition: Condition): Formula {
  const formulas = new Formulas(scope.agreement);
  let met: Formula = scope.inForce;
  for (const part of partsOf(scope, condition)) {
    const formula = formulas.of(part);
    if (formula === undefined) continue;
    const more = every([met, formula]);
    if (scope.canInAnyReading(more).is === 'found') met = more;
  }
  return met;
}

/** What a condition asks for all at once, its named parts written out. */
function partsOf(scope: Scope, condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap((part) => partsOf(scope, part));
  if ('condition' in condition) {
    const named = scope.definition.conditions?.[condition.condition];
    return named === undefined ? [] : partsOf(scope, named);
  }
  return [condition];
}
