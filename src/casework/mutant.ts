import type { Path } from '../authored/diagnostic.js';
import type { Agreement } from '../domain/agreement.js';
import type { Group, Registry } from '../domain/group.js';
import type { AgreementSource, CompiledAgreement } from '../engine/compiled-agreement.js';

/** Rules with one small mistake in them. A set of cases is worth what it notices. */

export const MUTATIONS = [
  'operator flipped',
  'bound moved',
  'value swapped',
  'value dropped',
  'value added',
  'parameter swapped',
  'parameter dropped',
  'leaf dropped',
  'not removed',
  'not added',
  'all and any swapped',
  'term dropped',
  'role bound swapped',
  'role bound dropped',
  'protection swapped',
  'protection dropped',
  'exception dropped',
  'limit dropped',
  'shield dropped',
  'shield added',
  'acceptance dropped',
  'acceptance added',
  'condition dropped',
  'decision made',
  'role entry dropped',
  'membership dropped',
  'listing dropped',
  'counted term dropped',
  'presumption dropped',
  'presumption inverted',
  'doubt dropped',
  'date shifted',
  'end of a window swapped',
  'zone moved',
  'zone resized',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Where something stands in the rule files; a step into the groups is the group's id. */
export interface Place {
  readonly file: string;
  readonly path: Path;
}

/** What is changed: the agreement's own files, or the groups. */
export type Change =
  | { readonly of: 'definition'; readonly definition: Agreement }
  | { readonly of: 'zones'; readonly zones: unknown }
  | { readonly of: 'presence'; readonly presence: unknown }
  | { readonly of: 'groups'; readonly groups: readonly Group[] };

export interface Mutant {
  /** Unique in its agreement and stable: where, what, and into what. */
  readonly id: string;
  readonly mutation: Mutation;
  readonly place: Place;
  /** In the author's words: "`contains` → `doesNotContain`". */
  readonly says: string;
  /** The readings it can matter in, in their order. */
  readonly readings: readonly string[];
  readonly change: Change;
}

/** What mutants are made from. */
export interface Original {
  readonly agreement: CompiledAgreement;
  readonly source: AgreementSource;
  readonly groups: readonly Group[];
  readonly registry: Registry;
}

export const fileOf = ({ source }: Original): string => `${source.definition.id}/agreement.yaml`;

/** Makes the mutant of one place in the agreement's own file. */
export function inDefinition(
  original: Original,
  mutation: Mutation,
  path: Path,
  says: string,
  definition: Agreement,
  readings?: readonly string[],
): Mutant {
  return {
    id: `${namedPath(original.source.definition, path)} ${mutation}: ${says}`,
    mutation,
    place: { file: fileOf(original), path },
    says,
    readings: readings ?? original.source.definition.readings.map((each) => each.id),
    change: { of: 'definition', definition },
  };
}

/** A path with ids in the place of numbers, so that it stays the same when something is written above it. */
function namedPath(root: unknown, path: Path): string {
  let at: unknown = root;
  const steps = path.map((step) => {
    at = (at as Record<string | number, unknown> | undefined)?.[step];
    const entry = at as { id?: unknown; group?: unknown; exception?: unknown } | string | null | undefined;
    if (typeof step !== 'number') return String(step);
    if (typeof entry === 'string') return entry;
    const name = entry?.id ?? entry?.group ?? entry?.exception;
    return typeof name === 'string' ? name : String(step);
  });
  return steps.join('.');
}
