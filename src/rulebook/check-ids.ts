import type { Path, Report } from '../authored/diagnostic.js';
import { membersOf, under } from '../authored/raw.js';

/** Ids that occur twice in a list; the later one is pointed at, the earlier one named by its path. */
export function checkUniqueIds(report: Report, list: unknown, path: Path, what: string, key = 'id'): void {
  const seen = new Set<string>();
  for (const [member, at] of membersOf(list, path)) {
    const id = under(member, key);
    if (typeof id !== 'string') continue;
    if (seen.has(id)) report([...at, key], { code: 'duplicate-id', message: `two ${what} are called \`${id}\`` });
    seen.add(id);
  }
}

/** Values that occur twice in a plain list. */
export function checkUniqueNames(
  report: Report,
  list: unknown,
  path: Path,
  nameOf: (member: unknown) => unknown = (member) => member,
): void {
  const seen = new Set<string>();
  for (const [member, at] of membersOf(list, path)) {
    const name = nameOf(member);
    if (typeof name !== 'string') continue;
    if (seen.has(name))
      report(at, {
        code: 'duplicate-entry',
        message: `\`${name}\` stands twice in \`${path.findLast((step) => typeof step === 'string')}\``,
      });
    seen.add(name);
  }
}
