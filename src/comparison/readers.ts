import type { Agreement } from '../domain/agreement.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';

/** Which terms hang on an exception or a condition, in either of two versions of an agreement. */
export interface Readers {
  /** Whether some reading doubts or presumes what was done, so that the reported kind does not tell which terms matter. */
  readonly kindInDoubt: boolean;
  isException(id: string): boolean;
  /** The terms that an exception shields, itself or by defeating what shields them. */
  termsOf(exception: string): ReadonlySet<string>;
  /** The terms that a condition has a say in; `any` where that cannot be told by terms. */
  termsReading(condition: string): ReadonlySet<string> | 'any';
}

export function readersOf(versions: readonly CompiledAgreement[]): Readers {
  const definitions = versions.map(({ definition }) => definition);
  const exceptions = definitions.flatMap((definition) => definition.exceptions ?? []);
  const termsOf = (id: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(id)) return new Set();
    seen.add(id);
    const named = exceptions.filter((each) => each.id === id);
    return new Set(
      named.flatMap(({ shields = [], defeats = [] }) => [
        ...shields,
        ...defeats.flatMap((other) => [...termsOf(other, seen)]),
      ]),
    );
  };
  const readings = definitions.flatMap((definition) => definition.readings);
  const subjects = readings.flatMap(({ presumes = [], doubts = [] }) => [...presumes, ...doubts]);
  return {
    kindInDoubt: subjects.some((held) => 'fact' in held && held.fact.startsWith('act.')),
    isException: (id) => exceptions.some((each) => each.id === id),
    termsOf,
    termsReading(condition) {
      const found = new Set<string>();
      for (const definition of definitions) {
        const names = closureOf(condition, definition);
        const reads = (value: unknown) => mentions(value, names);
        for (const term of definition.terms) if (reads([term.forbids, term.protects])) found.add(term.id);
        for (const each of definition.exceptions ?? [])
          if (reads(each.when)) for (const term of termsOf(each.id)) found.add(term);
        for (const reading of definition.readings) {
          if (reads([reading.presumes, reading.doubts])) return 'any';
          for (const entry of reading.accepts)
            if (typeof entry !== 'string' && reads(entry.when))
              for (const term of termsOf(entry.exception)) found.add(term);
        }
      }
      return found;
    },
  };
}

/** The condition and every one that refers to it, by however many steps. */
function closureOf(condition: string, { conditions = {} }: Agreement): ReadonlySet<string> {
  const found = new Set([condition]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [name, each] of Object.entries(conditions)) if (mentions(each, found)) found.add(name);
  }
  return found;
}

function mentions(value: unknown, conditions: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((each) => mentions(each, conditions));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) =>
    key === 'condition' && typeof each === 'string' ? conditions.has(each) : mentions(each, conditions),
  );
}
