import { instantOf, type Registry } from '../domain/group.js';
import type { CompiledAgreement } from './compiled-agreement.js';

const HOUR = 3_600_000;
const known = new WeakMap<CompiledAgreement, readonly number[]>();

/** Every instant at which anything that an agreement's judging reads begins or ends, in order of time. */
export function boundariesOf(agreement: CompiledAgreement, registry: Registry): readonly number[] {
  const found = known.get(agreement);
  if (found !== undefined) return found;
  const { definition, ground } = agreement;
  const instants = new Set<number>();
  const add = (dated: { from?: string | undefined; until?: string | undefined }) => {
    for (const text of [dated.from, dated.until]) {
      const instant = text === undefined ? undefined : instantOf(text);
      if (instant !== undefined) instants.add(instant);
    }
  };
  definition.inForce.forEach(add);
  definition.terms.forEach(add);
  definition.exceptions?.forEach(add);
  Object.values(definition.roles).flat().forEach(add);
  for (const reading of definition.readings)
    for (const change of Object.values(reading.roles ?? {}))
      for (const entry of change.with ?? []) if (typeof entry !== 'string') add(entry);
  for (const group of registry.groups.values()) {
    group.memberOf?.forEach(add);
    group.listings?.forEach(add);
  }
  for (const slot of agreement.slots)
    if (slot.name === 'time.hoursSinceStart')
      for (const leaf of agreement.leavesOn.get(slot.index) ?? [])
        for (const hours of [leaf.value].flat())
          if (typeof hours === 'number') for (const edge of [0, 1]) instants.add(ground.start + hours * HOUR + edge);
  const sorted = [...instants].sort((a, b) => a - b);
  known.set(agreement, sorted);
  return sorted;
}
