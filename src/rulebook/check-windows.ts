import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { instantOf } from '../domain/group.js';

/** Stretches of time: their order and their overlaps. Times that are none are the business of the shape. */

interface Dated {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The bounds of a stretch of time; open ends are infinite. */
export const boundsOf = (window: Dated): { from: number; until: number } => ({
  from: (window.from === undefined ? undefined : instantOf(window.from)) ?? Number.NEGATIVE_INFINITY,
  until: (window.until === undefined ? undefined : instantOf(window.until)) ?? Number.POSITIVE_INFINITY,
});

/** Reports a stretch that ends before it begins; it includes its `from` and excludes its `until`, so they differ. */
export function checkWindow(report: Report, window: Dated, path: Path): boolean {
  const { from, until } = boundsOf(window);
  if (from < until) return true;
  const message = `\`until\` ${quoted(window.until)} is not after \`from\` ${quoted(window.from)}`;
  report([...path, 'until'], { code: 'dates-out-of-order', message });
  return false;
}

/** Reports an entry whose time overlaps that of another entry for the same thing. */
export function overlappingWindows<Entry extends Dated>(
  report: Report,
  entries: readonly Entry[],
  path: Path,
  nameOf: (entry: Entry) => string,
): void {
  const timed = entries.map((entry, index) => ({ name: nameOf(entry), index, ...boundsOf(entry) }));
  const last = new Map<string, { index: number; until: number }>();
  for (const { name, index, from, until } of timed.sort((a, b) => a.from - b.from || a.index - b.index)) {
    const before = last.get(name);
    if (before !== undefined && from < before.until && from < until) {
      const [earlier, later] = [Math.min(before.index, index), Math.max(before.index, index)];
      const message = `${quoted(name)} stands here twice at the same time (entries ${earlier + 1} and ${later + 1})`;
      report([...path, later], { code: 'overlapping-windows', message });
    }
    if (before === undefined || until > before.until) last.set(name, { index, until });
  }
}
