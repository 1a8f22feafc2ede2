import { type Path, quoted, type Report, type SourceFile } from '../authored/diagnostic.js';
import { membersOf, under } from '../authored/raw.js';
import { isSound, type ShapeFault, shapeFaults } from '../authored/shape.js';
import { GROUP_KEYS } from '../domain/file-key-meanings.js';
import { foldName } from '../domain/fold-name.js';
import { type Group, groupsSchema, namesOf } from '../domain/group.js';
import { COMMON_KEYS } from '../domain/rule-key-meanings.js';
import { checkUniqueIds } from './check-ids.js';
import { checkWindow, overlappingWindows } from './check-windows.js';
import { cyclesOf, cycleText } from './cycles.js';
import { checkGroup, type Known, type KnownGroups } from './known.js';

/** The groups whose shape is right, with their paths. */
function soundGroups(file: SourceFile, faults: readonly ShapeFault[]): [Group, Path][] {
  return membersOf(under(file.value, 'groups'), ['groups']).filter(([, path]) => isSound(faults, path)) as [
    Group,
    Path,
  ][];
}

/** What rules may refer to among the groups, so far as the file allows to tell. */
function knownGroups(file: SourceFile, faults: readonly ShapeFault[]): KnownGroups {
  const ids = new Set<string>();
  const lists = new Set<string>();
  const byName = new Map<string, string>();
  for (const [group] of membersOf(under(file.value, 'groups'), [])) {
    const id = under(group, 'id');
    if (typeof id === 'string') ids.add(id);
    for (const [listing] of membersOf(under(group, 'listings'), [])) {
      const by = under(listing, 'by');
      if (typeof by === 'string') lists.add(by);
    }
  }
  for (const [group] of soundGroups(file, faults))
    for (const name of namesOf(group)) if (!byName.has(foldName(name))) byName.set(foldName(name), group.id);
  return { ids, lists, byName };
}

/**
 * Checks groups.yaml: shape, ids, names that meet, memberships and their dates.
 * @param knownOf what may be referred to when these are the groups
 * @returns the groups that rules may refer to; undefined where the file is of a later format
 */
export function checkGroups(
  report: Report,
  file: SourceFile,
  knownOf: (groups: KnownGroups) => Known,
): KnownGroups | undefined {
  const faults = shapeFaults(groupsSchema, file, GROUP_KEYS, COMMON_KEYS);
  const future = faults.find((fault) => fault.remark.code === 'future-format');
  for (const fault of future === undefined ? faults : [future]) report(fault.path, fault.remark);
  if (future !== undefined) return undefined;
  const named = knownGroups(file, faults);
  const known = knownOf(named);
  checkUniqueIds(report, under(file.value, 'groups'), ['groups'], 'groups');
  const groups = soundGroups(file, faults);
  checkNames(report, groups);
  checkMembershipCycles(report, groups);
  for (const [group, path] of groups) {
    for (const [index, to] of (group.memberOf ?? []).entries()) {
      const at = [...path, 'memberOf', index];
      checkGroup(report, [...at, 'group'], to.group, known);
      checkWindow(report, to, at);
    }
    overlappingWindows(report, group.memberOf ?? [], [...path, 'memberOf'], (to) => to.group);
    for (const [index, listing] of (group.listings ?? []).entries())
      checkWindow(report, listing, [...path, 'listings', index]);
    checkNameDates(report, group, path);
  }
  return named;
}

/** Two groups must not share a name: a report that uses it would be read as either (S6). */
function checkNames(report: Report, groups: readonly [Group, Path][]): void {
  const owners = new Map<string, { group: Group; name: string }>();
  for (const [group, path] of groups) {
    const own = new Set<string>();
    for (const name of namesOf(group)) {
      const fold = foldName(name);
      if (own.has(fold)) continue;
      own.add(fold);
      const at = pathOfName(group, path, name);
      const owner = owners.get(fold);
      if (fold === '')
        report(at, { code: 'empty-name', message: `nothing of the name ${quoted(name)} can be recognised` });
      else if (owner === undefined) owners.set(fold, { group, name });
      else if (owner.group.id !== group.id) {
        const spelling = owner.name === name ? '' : ` (as ${quoted(owner.name)})`;
        const message = `the name ${quoted(name)} of ${quoted(group.id)} is also a name of ${quoted(owner.group.id)}${spelling}`;
        report(at, {
          code: 'shared-name',
          message,
          help: 'case, diacritics and transliteration do not tell names apart',
        });
      }
    }
  }
}

const textOf = (entry: string | { name: string }) => (typeof entry === 'string' ? entry : entry.name);

function pathOfName(group: Group, path: Path, name: string): Path {
  if (group.id === name) return [...path, 'id'];
  for (const [language, names] of Object.entries(group.names)) {
    const index = (names ?? []).findIndex((entry) => textOf(entry) === name);
    if (index !== -1) return [...path, 'names', language, index];
  }
  return [...path, 'aliases', (group.aliases ?? []).findIndex((entry) => textOf(entry) === name)];
}

function checkNameDates(report: Report, group: Group, path: Path): void {
  const lists: [Path, readonly (string | { name: string; from?: string | undefined; until?: string | undefined })[]][] =
    [
      ...Object.entries(group.names).map(([language, names]): [Path, NonNullable<typeof names>] => [
        [...path, 'names', language],
        names ?? [],
      ]),
      [[...path, 'aliases'], group.aliases ?? []],
    ];
  for (const [at, names] of lists)
    for (const [index, name] of names.entries())
      if (typeof name !== 'string') checkWindow(report, name, [...at, index]);
}

function checkMembershipCycles(report: Report, groups: readonly [Group, Path][]): void {
  const edges = new Map(groups.map(([group]) => [group.id, (group.memberOf ?? []).map((to) => to.group)]));
  const cycles = cyclesOf(edges);
  if (cycles.length === 0) checkDepth(report, edges);
  for (const cycle of cycles) {
    const [, path] = groups.find(([group]) => group.id === cycle[0]) ?? [undefined, ['groups']];
    const message =
      cycle.length === 1
        ? `\`${cycle[0]}\` is a member of itself`
        : `groups are members of each other: ${cycleText(cycle)}`;
    report([...path, 'memberOf'], { code: 'membership-cycle', message, at: 'key' });
  }
}

const MAX_DEPTH = 30;

/** A chain of memberships is walked for every report, so it must end soon. */
function checkDepth(report: Report, edges: ReadonlyMap<string, readonly string[]>): void {
  let level = new Set(edges.keys());
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) level = new Set([...level].flatMap((id) => edges.get(id) ?? []));
  const [deep] = level;
  if (deep === undefined) return;
  const message = `memberships reach more than ${MAX_DEPTH} groups deep, up to ${quoted(deep)}`;
  report(['groups'], { code: 'too-deep', message });
}
