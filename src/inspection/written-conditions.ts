import type { Path } from '../authored/diagnostic.js';
import type { Agreement, Condition, Leaf } from '../domain/agreement.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import { every, type Formula, leafIs, negated, some } from './search.js';

/** Conditions as they stand in the file, with their places, as formulas over the atoms they were compiled to. */

/** A condition with the place where it is written. */
export interface Written {
  readonly condition: Condition;
  readonly path: Path;
}

/** Every condition that judging reads, whole, with its place. What duties count is read by nobody yet and left out. */
export function conditionsOf(definition: Agreement): Written[] {
  const found: Written[] = [];
  const add = (condition: Condition | undefined, path: Path) => {
    if (condition !== undefined) found.push({ condition, path });
  };
  for (const [name, condition] of Object.entries(definition.conditions ?? {})) add(condition, ['conditions', name]);
  for (const [index, term] of definition.terms.entries()) add(term.forbids, ['terms', index, 'forbids']);
  for (const [index, exception] of (definition.exceptions ?? []).entries())
    add(exception.when, ['exceptions', index, 'when']);
  definition.readings.forEach((reading, index) => {
    reading.accepts.forEach((entry, at) => {
      if (typeof entry !== 'string') add(entry.when, ['readings', index, 'accepts', at, 'when']);
    });
    for (const key of ['presumes', 'doubts'] as const)
      reading[key]?.forEach((held, at) => {
        add(held.when, ['readings', index, key, at, 'when']);
        add(held.unless, ['readings', index, key, at, 'unless']);
      });
  });
  return found;
}

/** The junctions in a condition, itself among them, each with its parts; references are not followed. */
export function junctionsIn({ condition, path }: Written): { word: 'all' | 'any'; parts: Written[]; path: Path }[] {
  if ('not' in condition) return junctionsIn({ condition: condition.not, path: [...path, 'not'] });
  const word = 'all' in condition ? 'all' : 'any' in condition ? 'any' : undefined;
  if (word === undefined) return [];
  const members = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  const parts = members.map((part, index) => ({ condition: part, path: [...path, word, index] }));
  return [{ word, parts, path }, ...parts.flatMap(junctionsIn)];
}

/** Turns written conditions into formulas, for one agreement. */
export class Formulas {
  readonly #agreement: CompiledAgreement;
  readonly #atoms: ReadonlyMap<string, number>;

  constructor(agreement: CompiledAgreement) {
    this.#agreement = agreement;
    const atoms = new Map<string, number>();
    for (const { index } of agreement.atoms) {
      const leaf = agreement.leafOf(index);
      if (leaf !== undefined) atoms.set(keyOf(leaf), index);
    }
    this.#atoms = atoms;
  }

  /** @returns undefined for a condition that nothing compiled, as one that nothing uses. */
  of(condition: Condition): Formula | undefined {
    if ('all' in condition || 'any' in condition) {
      const members = 'all' in condition ? condition.all : condition.any;
      const parts = members.map((each) => this.of(each));
      const known = parts.filter((each) => each !== undefined);
      if (known.length < parts.length) return undefined;
      return 'all' in condition ? every(known) : some(known);
    }
    if ('not' in condition) {
      const part = this.of(condition.not);
      return part === undefined ? undefined : negated(part);
    }
    if ('condition' in condition) {
      const named = this.#agreement.definition.conditions?.[condition.condition];
      return named === undefined ? undefined : this.of(named);
    }
    const atom = this.#atoms.get(keyOf(condition));
    return atom === undefined ? undefined : leafIs(atom);
  }
}

const keyOf = ({ fact, params, operator, value }: Leaf): string =>
  JSON.stringify([fact, Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)), operator, value]);

/** A condition in a few words, as it stands in a message. */
export function inWords(condition: Condition): string {
  if ('condition' in condition) return `\`${condition.condition}\``;
  if ('not' in condition) return `not ${inWords(condition.not)}`;
  if ('all' in condition) return `\`all\` of ${condition.all.length}`;
  if ('any' in condition) return `\`any\` of ${condition.any.length}`;
  const value = Array.isArray(condition.value) ? `[${condition.value.join(', ')}]` : String(condition.value);
  return `\`${condition.fact} ${condition.operator} ${value}\``;
}
