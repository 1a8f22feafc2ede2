import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';

interface Filter {
  readonly agreement?: string | undefined;
  readonly reading?: string | undefined;
  readonly term?: string | undefined;
  readonly exception?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * A mistyped filter is a wrong dashboard: values that the rulebook does not know are refused, not answered with nothing.
 * @throws Problem `unknown-parameter` naming every such value with the nearest known ones
 */
export function refuseUnknown(filter: Filter, rulebook: Rulebook): void {
  const definitions = [...rulebook.agreements.values()]
    .map(({ definition }) => definition)
    .filter(
      ({ id }) =>
        filter.agreement === undefined || id === filter.agreement || !rulebook.agreements.has(filter.agreement),
    );
  const known: Record<'agreement' | 'reading' | 'term' | 'exception', string[]> = {
    agreement: [...rulebook.agreements.keys()],
    reading: definitions.flatMap(({ readings }) => readings.map(({ id }) => id)),
    term: definitions.flatMap(({ terms }) => terms.map(({ id }) => id)),
    exception: definitions.flatMap(({ exceptions }) => (exceptions ?? []).map(({ id }) => id)),
  };
  const faults: Fault[] = [];
  for (const name of ['agreement', 'reading', 'term', 'exception'] as const) {
    const value = filter[name];
    if (value === undefined || known[name].includes(value)) continue;
    faults.push({
      pointer: name,
      detail: `the rulebook has no ${name} of that id`,
      got: value,
      allowed: [...new Set(known[name])],
      nearest: nearest(value, new Set(known[name])),
    });
  }
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to)
    faults.push({ pointer: 'from', detail: 'must not be after to' });
  if (faults.length > 0)
    throw new Problem('unknown-parameter', 'A filter asks for something that cannot be.', { faults });
}
