import { type Group, makeRegistry, type Registry } from '../domain/group.js';
import { compileAgreement } from '../engine/compile.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { Change, Original } from './mutant.js';

/** The agreement and the groups with one change made to them, sharing with the original what the change does not touch. */
export function compileMutant(
  original: Original,
  change: Change,
): { agreement: CompiledAgreement; registry: Registry } {
  const { source, registry } = original;
  if (change.of === 'groups') {
    const changed = withGroups(registry, change.groups);
    return { agreement: onSameGround(original, compileAgreement(source, changed)), registry: changed };
  }
  const { of, ...changed } = change;
  const agreement = compileAgreement({ ...source, ...changed }, registry);
  return { agreement: of === 'definition' ? onSameGround(original, agreement) : agreement, registry };
}

/** What has been measured of a zone holds for every agreement with the same zone. */
function onSameGround({ agreement }: Original, changed: CompiledAgreement): CompiledAgreement {
  return { ...changed, ground: { ...changed.ground, zones: agreement.ground.zones } };
}

/** Other memberships and listings of the same groups; their names are not read anew. */
function withGroups(registry: Registry, groups: readonly Group[]): Registry {
  const nameless = groups.map((group): Group => ({ ...group, names: { en: [group.id] }, aliases: [] }));
  const changed = makeRegistry(nameless);
  return {
    ...changed,
    find: (name) => {
      const found = registry.find(name);
      return found === undefined ? undefined : changed.groups.get(found.id);
    },
    nearestNames: (name) => registry.nearestNames(name),
  };
}
