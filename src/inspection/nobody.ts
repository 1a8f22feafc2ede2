import type { Path } from '../authored/diagnostic.js';
import { roleList } from '../domain/agreement.js';
import { windowOf } from '../domain/group.js';
import { formatInstant, type Occurrence, type Window } from '../domain/time.js';
import { FALSE } from '../domain/truth.js';
import type { CompiledReading } from '../engine/compiled-agreement.js';
import { rolesHeld } from '../engine/roles.js';
import { View } from '../engine/view.js';
import { listed } from './finding.js';
import { momentsOf } from './moments.js';
import { bareSituation } from './parties.js';
import { cameOut, type Scope } from './scope.js';
import { every, expressed } from './search.js';

/** Roles that nobody holds, and stretches of time that nobody can be in. */
export function findNobody(scope: Scope): void {
  const moments = momentsInForce(scope);
  const empty = findEmptyRoles(scope, moments);
  findEmptyWindows(scope);
  findUnboundTerms(scope, empty);
}

/** Every moment that the agreement can tell apart and at which it is, or may be, in force. */
function momentsInForce({ agreement, model }: Scope): Occurrence[] {
  const { registry } = model.rulebook;
  return momentsOf(agreement, registry).filter((occurrence) => {
    const view = new View(bareSituation(occurrence, registry), 0, agreement, { roles: new Map() });
    return agreement.inForce.truth(view) !== FALSE;
  });
}

/** @returns the roles that nobody holds in any reading. */
function findEmptyRoles(scope: Scope, moments: readonly Occurrence[]): ReadonlySet<string> {
  const { agreement, definition } = scope;
  const { registry } = scope.model.rulebook;
  const held = (role: string, { plan }: CompiledReading, extent: Occurrence['extent']) =>
    moments.some(
      (moment) =>
        moment.extent === extent &&
        [...registry.groups.keys()].some((group) => rolesHeld(plan.roles, registry, group, moment).possible.has(role)),
    );
  const but = (role: string, reading: CompiledReading) =>
    held(role, reading, 'throughout') ? '; only an act that lasts beyond that time could be of its holders' : '';
  const names = new Set([
    ...Object.keys(definition.roles),
    ...definition.readings.flatMap((each) => Object.keys(each.roles ?? {})),
  ]);
  const empty = new Set<string>();
  for (const role of names) {
    const without = agreement.readings.filter((reading) => !held(role, reading, 'within'));
    if (without.length === agreement.readings.length) {
      empty.add(role);
      const [first] = without;
      if (first !== undefined) sayEmpty(scope, role, first, ['roles', role], 'in any reading', but(role, first));
    } else
      for (const reading of without) {
        const index = agreement.readings.indexOf(reading);
        const path = ['readings', index, 'roles', role];
        sayEmpty(scope, role, reading, path, `in \`${reading.id}\``, but(role, reading));
      }
  }
  return empty;
}

function sayEmpty(scope: Scope, role: string, reading: CompiledReading, path: Path, where: string, but: string): void {
  const entries = scope.definition.roles[role] ?? [];
  const group = entries.flatMap((entry) => ('group' in entry ? [entry.group] : []))[0];
  const lists = entries.flatMap((entry) => ('listedBy' in entry ? [entry.listedBy] : []));
  const nearest = group === undefined ? '' : `, not even \`${group}\`, which is listed for it`;
  const onLists = lists.length === 0 || group !== undefined ? '' : `: no group is on ${listed(lists)} at that time`;
  scope.say({
    code: 'role-of-nobody',
    path,
    at: 'key',
    message: `nobody holds the role \`${role}\` ${where} while the agreement is in force${onLists}${nearest}${but}`,
    help: 'list who holds it, with dates within the agreement’s force, or take the role out',
    example: scope.plainExample(
      reading,
      (incident) => ({
        ...incident,
        candidates: [{ ...(group === undefined ? {} : { actor: group }), grade: 'confirmed' }],
      }),
      (verdict) =>
        group === undefined
          ? `an act in force: whoever is put as its actor does not hold \`${role}\`; ${cameOut(reading.id, verdict)}`
          : `an act of \`${group}\` in force: it does not hold \`${role}\` then; ${cameOut(reading.id, verdict)}`,
    ),
  });
}

interface Span {
  readonly from: number;
  readonly until: number;
}
const spanOf = ({ from, until }: Window): Span => ({
  from: from ?? Number.NEGATIVE_INFINITY,
  until: until ?? Number.POSITIVE_INFINITY,
});
const spans = (dated: { from?: string | undefined; until?: string | undefined }): Span => spanOf(windowOf(dated));
const meet = (a: Span, b: Span): Span => ({ from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) });
const isNone = ({ from, until }: Span) => from >= until;
const meets = (a: readonly Span[], b: readonly Span[]): Span[] =>
  a.flatMap((one) => b.map((other) => meet(one, other))).filter((each) => !isNone(each));
const hasDates = (dated: { from?: string | undefined; until?: string | undefined }) =>
  dated.from !== undefined || dated.until !== undefined;

/** Dates between two times of force, and dates of an exception outside those of everything it shields or defeats. */
function findEmptyWindows(scope: Scope): void {
  const { definition } = scope;
  const force = definition.inForce.map(spans);
  const datedPieces: { dated: { from?: string | undefined; until?: string | undefined }; path: Path; what: string }[] =
    [
      ...definition.terms.map((term, index) => ({ dated: term, path: ['terms', index], what: `\`${term.id}\`` })),
      ...(definition.exceptions ?? []).map((each, index) => ({
        dated: each,
        path: ['exceptions', index],
        what: `\`${each.id}\``,
      })),
      ...Object.entries(definition.roles).flatMap(([role, entries]) =>
        entries.map((entry, index) => ({
          dated: entry,
          path: ['roles', role, index],
          what: `${'group' in entry ? `\`${entry.group}\`` : `the list of \`${entry.listedBy}\``} as \`${role}\``,
        })),
      ),
      ...definition.readings.flatMap((reading, at) =>
        Object.entries(reading.roles ?? {}).flatMap(([role, change]) =>
          (change.with ?? []).flatMap((entry, index) =>
            typeof entry === 'string'
              ? []
              : [
                  {
                    dated: entry,
                    path: ['readings', at, 'roles', role, 'with', index],
                    what: `\`${entry.group}\` as \`${role}\``,
                  },
                ],
          ),
        ),
      ),
    ];
  for (const { dated, path, what } of datedPieces)
    if (hasDates(dated) && meets([spans(dated)], force).length === 0)
      sayWindow(
        scope,
        spans(dated),
        path,
        `the dates of ${what} lie outside the times at which the agreement is in force`,
      );
  findUnmetDates(scope, force);
  findUnlistedDates(scope, force);
}

/** An exception or limit whose dates meet those of nothing that it shields or defeats. */
function findUnmetDates(scope: Scope, force: readonly Span[]): void {
  const exceptions = scope.definition.exceptions ?? [];
  exceptions.forEach((exception, index) => {
    const mine = meets([spans(exception)], force);
    if (mine.length === 0) return;
    const subjects = [
      ...scope.definition.terms.filter(({ id }) => exception.shields?.includes(id) === true),
      ...exceptions.filter(({ id }) => exception.defeats?.includes(id) === true),
    ];
    if (subjects.length === 0 || ![exception, ...subjects].some(hasDates)) return;
    if (subjects.some((each) => meets(mine, [spans(each)]).length > 0)) return;
    const path = ['exceptions', index];
    const what = listed(subjects.map(({ id }) => id));
    sayWindow(
      scope,
      spans(exception),
      path,
      `\`${exception.id}\` is in force at no time at which ${what} ${subjects.length > 1 ? 'are' : 'is'}`,
    );
  });
}

/** A role by way of a list, with dates in which no group is on the list. */
function findUnlistedDates(scope: Scope, force: readonly Span[]): void {
  const groups = [...scope.model.rulebook.registry.groups.values()];
  for (const [role, entries] of Object.entries(scope.definition.roles))
    entries.forEach((entry, index) => {
      if (!('listedBy' in entry)) return;
      const mine = meets([spans(entry)], force);
      const listings = groups.flatMap((group) => (group.listings ?? []).filter(({ by }) => by === entry.listedBy));
      if (mine.length === 0 || meets(mine, listings.map(spans)).length > 0) return;
      sayWindow(
        scope,
        spans(entry),
        ['roles', role, index],
        `no group is on the list of \`${entry.listedBy}\` in the time of this entry`,
      );
    });
}

function sayWindow(scope: Scope, span: Span, path: Path, message: string): void {
  const [reading] = scope.agreement.readings;
  if (reading === undefined) return;
  const instant = Number.isFinite(span.from) ? span.from : span.until - 1;
  scope.say({
    code: 'window-of-nobody',
    path,
    message: `${message}; only an act that lasts across both could meet both`,
    help: 'correct the dates, or take it out',
    example: scope.plainExample(
      reading,
      (incident) => (Number.isFinite(instant) ? { ...incident, occurred: { from: formatInstant(instant) } } : incident),
      (verdict) => `an act within those dates; ${cameOut(reading.id, verdict)}`,
    ),
  });
}

/** A dated term in whose time nobody holds the roles that it binds, though somebody does at other times. */
function findUnboundTerms(scope: Scope, empty: ReadonlySet<string>): void {
  for (const term of scope.agreement.terms) {
    const { definition, bound } = term;
    if (!hasDates(definition) || roleList(definition.binds).every((role) => empty.has(role))) continue;
    if (scope.canInAnyReading(every([scope.inForce, expressed(bound)])).is !== 'none') continue;
    const who = listed(roleList(definition.binds));
    if (meets([spans(definition)], scope.definition.inForce.map(spans)).length === 0) continue;
    sayWindow(scope, spans(definition), ['terms', term.index], `nobody is ${who} in the time of \`${definition.id}\``);
  }
}
