import type { AgreementSource } from '../engine/compiled-agreement.js';
import { hashOf } from '../engine/hash.js';
import type { RulebookSource } from '../engine/rulebook.js';

/** How far a new rulebook reaches into a record, told from the rule files alone: which of it need not even be read. */

export interface Reach {
  /** Agreements under which some judgement may come out otherwise; also those that are gone. */
  readonly changed: ReadonlySet<string>;
  /** Agreements of the new rulebook whose times and territory are as they were: they touch the same incidents as before. */
  readonly steady: ReadonlySet<string>;
}

/**
 * @param befores every rulebook by which what stands was judged, or under which it was found to hold
 * @param after the one that is live
 */
export function reachOf(befores: readonly RulebookSource[], after: RulebookSource): Reach {
  const ids = [...befores, after].flatMap(({ agreements }) => agreements.map(({ definition }) => definition.id));
  const same = (id: string, part: (source: AgreementSource, whole: RulebookSource) => unknown) => {
    const now = partOf(after, id, part);
    return befores.every((before) => partOf(before, id, part) === now);
  };
  const changed = ids.filter((id) => !same(id, (source, { groups }) => [source, groups]));
  const steady = after.agreements.map(({ definition }) => definition.id).filter((id) => same(id, groundOf));
  return { changed: new Set(changed), steady: new Set(steady) };
}

function partOf(
  rulebook: RulebookSource,
  id: string,
  part: (source: AgreementSource, whole: RulebookSource) => unknown,
): string | undefined {
  const source = rulebook.agreements.find(({ definition }) => definition.id === id);
  return source === undefined ? undefined : hashOf(part(source, rulebook));
}

/** When the agreement was in force and where: who lies surely outside of it is not judged by it. */
function groundOf({ definition, zones }: AgreementSource): unknown {
  const { inForce, territory } = definition;
  const features = (zones as { features: readonly Feature[] }).features;
  return {
    inForce,
    territory,
    zone: features.filter(({ id, properties }) => (id ?? properties?.id) === territory.zone),
  };
}

interface Feature {
  readonly id?: unknown;
  readonly properties?: { readonly id?: unknown } | null;
}
