import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import type { Agreement, Exception, Reading, RoleEntry, Term } from '../domain/agreement.js';
import { boundsOf, checkWindow, overlappingWindows } from './check-windows.js';
import { type Draft, namedPiecesOf, piecesOf } from './draft.js';

interface Dated {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The dates of an agreement: in order, within its force, without overlap, each with a source. */
export function checkDates(draft: Draft): void {
  const { report } = draft;
  const inForce = piecesOf<Agreement['inForce'][number]>(draft, 'inForce');
  for (const [window, path] of inForce) checkWindow(report, window, path);
  overlappingWindows(
    report,
    inForce.map(([window]) => window),
    ['inForce'],
    () => 'in force',
  );
  const bounds = inForce.map(([window]) => boundsOf(window));
  const force = {
    from: Math.min(...bounds.map((each) => each.from)),
    until: Math.max(...bounds.map((each) => each.until)),
  };
  const check = (window: Dated, path: Path, sourced: boolean) => {
    if (checkWindow(report, window, path) && bounds.length > 0) checkWithin(report, window, path, force);
    if (!sourced) checkSource(report, window, path);
  };
  for (const [, entries, path] of namedPiecesOf<RoleEntry[]>(draft, 'roles')) {
    for (const [index, entry] of entries.entries()) check(entry, [...path, index], true);
    overlappingWindows(report, entries, path, (entry) =>
      'group' in entry ? entry.group : `listedBy ${entry.listedBy}`,
    );
  }
  for (const [term, path] of piecesOf<Term>(draft, 'terms')) check(term, path, true);
  for (const [duty, path] of piecesOf<NonNullable<Agreement['duties']>[number]>(draft, 'duties'))
    check(duty, path, true);
  for (const [exception, path] of piecesOf<Exception>(draft, 'exceptions'))
    check(exception, path, exception.clause !== undefined || exception.source !== undefined);
  for (const [reading, path] of piecesOf<Reading>(draft, 'readings'))
    for (const [role, change] of Object.entries(reading.roles ?? {}))
      for (const [index, entry] of (change.with ?? []).entries())
        if (typeof entry !== 'string')
          check(
            entry,
            [...path, 'roles', role, 'with', index],
            entry.source !== undefined || reading.source !== undefined,
          );
}

function checkWithin(report: Report, window: Dated, path: Path, force: { from: number; until: number }): void {
  const { from, until } = boundsOf(window);
  if (until <= force.from)
    report([...path, 'until'], {
      code: 'never-in-force',
      message: `${quoted(window.until)} is before the agreement came into force, so this never counts`,
    });
  if (from >= force.until)
    report([...path, 'from'], {
      code: 'never-in-force',
      message: `${quoted(window.from)} is after the agreement ended, so this never counts`,
    });
}

function checkSource(report: Report, window: Dated, path: Path): void {
  if (window.from === undefined && window.until === undefined) return;
  report(path, { code: 'no-source', message: 'a dated value needs a `source`', help: 'say where the date is from' });
}
