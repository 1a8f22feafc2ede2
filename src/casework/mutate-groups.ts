import { edited } from './edit-source.js';
import { inDefinition, type Mutant, type Original } from './mutant.js';

/** Mistakes in who is who: an entry of a role, a membership or a listing that is missing. */

/** @returns every mutant of the role lists, and of the memberships and listings that give a group a role or take it. */
export function mutateGroups(original: Original): Mutant[] {
  const { definition } = original.source;
  const entries = Object.entries(definition.roles).flatMap(([role, list]) =>
    list.map((entry, index) => {
      const who = 'group' in entry ? entry.group : `those listed by ${entry.listedBy}`;
      const path = ['roles', role, index];
      const into = edited(definition, path, undefined);
      return inDefinition(original, 'role entry dropped', path, `\`${who}\` taken from \`${role}\``, into);
    }),
  );
  return [...entries, ...ofRegistry(original)];
}

function ofRegistry({ groups, source }: Original): Mutant[] {
  const readings = source.definition.readings.map((each) => each.id);
  return groups.flatMap((group, index) =>
    (['memberOf', 'listings'] as const).flatMap((key) =>
      (group[key] ?? []).map((entry, place): Mutant => {
        const membership = 'group' in entry;
        const mutation = membership ? 'membership dropped' : 'listing dropped';
        const says = membership
          ? `\`${group.id}\` no longer a member of \`${entry.group}\``
          : `the listing of \`${group.id}\` taken away`;
        return {
          id: `groups.${group.id}.${key}.${place} ${mutation}`,
          mutation,
          place: { file: 'groups.yaml', path: ['groups', group.id, key, place] },
          says,
          readings,
          change: { of: 'groups', groups: edited(groups, [index, key, place], undefined) },
        };
      }),
    ),
  );
}
