import type { Path, Report } from '../authored/diagnostic.js';
import { idsOf, membersOf, under } from '../authored/raw.js';
import type { Reading } from '../domain/agreement.js';
import { checkUniqueNames } from './check-ids.js';
import { checkPresumptions } from './check-presumptions.js';
import { type Draft, piecesOf } from './draft.js';
import { checkGroup, checkName, type Known } from './known.js';

/** What a reading accepts, leaves open, lists, counts, presumes and doubts (S10). */
export function checkReadings(draft: Draft, known: Known): void {
  const agreement = draft.file.value;
  for (const [reading, path] of piecesOf<Reading>(draft, 'readings')) {
    for (const [index, group] of (reading.heldBy ?? []).entries())
      checkGroup(draft.report, [...path, 'heldBy', index], group, known);
    checkAccepts(draft.report, reading, path, known);
    checkRoleChanges(draft.report, reading, path, known);
    checkTermChanges(draft.report, reading, path, known);
    checkPresumptions(draft.report, reading, path, known);
    checkIdleAcceptance(draft.report, agreement, reading, path);
  }
}

const exceptionOf = (entry: Reading['accepts'][number]) => (typeof entry === 'string' ? entry : entry.exception);

function checkAccepts(report: Report, reading: Reading, path: Path, known: Known): void {
  const accepted = new Set(reading.accepts.map(exceptionOf));
  for (const [index, entry] of reading.accepts.entries()) {
    const at = [...path, 'accepts', index];
    checkName(
      report,
      typeof entry === 'string' ? at : [...at, 'exception'],
      'exception',
      exceptionOf(entry),
      known.exceptions,
      known,
    );
  }
  checkUniqueNames(report, reading.accepts, [...path, 'accepts'], (entry) =>
    exceptionOf(entry as Reading['accepts'][number]),
  );
  checkUniqueNames(report, reading.undecided, [...path, 'undecided']);
  for (const [index, exception] of (reading.undecided ?? []).entries()) {
    const at = [...path, 'undecided', index];
    checkName(report, at, 'exception', exception, known.exceptions, known);
    if (accepted.has(exception))
      report(at, {
        code: 'accepted-and-undecided',
        message: `\`${reading.id}\` both accepts \`${exception}\` and leaves it undecided`,
      });
  }
}

function checkRoleChanges(report: Report, reading: Reading, path: Path, known: Known): void {
  for (const [role, change] of Object.entries(reading.roles ?? {})) {
    const at = [...path, 'roles', role];
    if (!known.roles.has(role)) {
      checkName((place, remark) => report(place, { ...remark, at: 'key' }), at, 'role', role, known.roles, known);
    }
    const without = new Set(change.without ?? []);
    for (const [index, entry] of (change.with ?? []).entries()) {
      const group = typeof entry === 'string' ? entry : entry.group;
      const place = typeof entry === 'string' ? [...at, 'with', index] : [...at, 'with', index, 'group'];
      checkGroup(report, place, group, known);
      if (without.has(group))
        report(place, {
          code: 'with-and-without',
          message: `\`${group}\` is both added to and taken from \`${role}\``,
        });
    }
    for (const [index, group] of [...without].entries()) checkGroup(report, [...at, 'without', index], group, known);
  }
}

function checkTermChanges(report: Report, reading: Reading, path: Path, known: Known): void {
  const without = new Set(reading.terms?.without ?? []);
  for (const key of ['with', 'without'] as const) {
    const at = [...path, 'terms', key];
    checkUniqueNames(report, reading.terms?.[key], at);
    for (const [index, term] of (reading.terms?.[key] ?? []).entries()) {
      checkName(report, [...at, index], 'term', term, known.terms, known);
      if (key === 'with' && without.has(term))
        report([...at, index], {
          code: 'with-and-without',
          message: `\`${reading.id}\` both counts \`${term}\` and leaves it out`,
        });
    }
  }
}

/** A warning where a reading accepts an exception all of whose terms it leaves out. */
function checkIdleAcceptance(report: Report, agreement: unknown, reading: Reading, path: Path): void {
  const counted = termsOf(agreement, reading);
  const terms = new Set<unknown>(idsOf(under(agreement, 'terms')));
  const exceptions = membersOf(under(agreement, 'exceptions'), []).map(([exception]) => exception);
  for (const [index, entry] of reading.accepts.entries()) {
    const found = exceptions.find((exception) => under(exception, 'id') === exceptionOf(entry));
    const shields = under(found, 'shields');
    if (!Array.isArray(shields) || shields.length === 0 || under(found, 'defeats') !== undefined) continue;
    if (shields.some((term) => counted.has(String(term)) || !terms.has(term))) continue;
    const message = `\`${reading.id}\` accepts \`${exceptionOf(entry)}\` but counts none of the terms it shields`;
    report([...path, 'accepts', index], { code: 'idle-acceptance', message, severity: 'warning' });
  }
}

/** The terms a reading counts: all but those it leaves out and those that only other readings name. */
function termsOf(agreement: unknown, reading: Reading): ReadonlySet<string> {
  const own = new Set<unknown>(reading.terms?.with ?? []);
  const named = new Set<unknown>();
  for (const [each] of membersOf(under(agreement, 'readings'), []))
    for (const [term] of membersOf(under(under(each, 'terms'), 'with'), [])) named.add(term);
  const without = new Set<unknown>(reading.terms?.without ?? []);
  return new Set(
    membersOf(under(agreement, 'terms'), [])
      .map(([term]) => under(term, 'id'))
      .filter((id) => !without.has(id) && (!named.has(id) || own.has(id)))
      .map(String),
  );
}
