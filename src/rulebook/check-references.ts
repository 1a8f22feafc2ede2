import type { Path, Report } from '../authored/diagnostic.js';
import { under } from '../authored/raw.js';
import {
  type Agreement,
  type Clause,
  type Exception,
  type OwnFact,
  type RoleEntry,
  roleList,
  type Term,
} from '../domain/agreement.js';
import { nearest } from '../domain/nearest.js';
import { checkUniqueIds, checkUniqueNames } from './check-ids.js';
import { type Draft, namedPiecesOf, piecesOf } from './draft.js';
import { checkGroup, checkName, type Known } from './known.js';

/** Everything in an agreement that names something else, readings apart. */
export function checkReferences(draft: Draft, known: Known): void {
  const { report } = draft;
  const value = draft.file.value;
  for (const [key, what] of [
    ['texts', 'texts'],
    ['terms', 'terms'],
    ['exceptions', 'exceptions'],
    ['readings', 'readings'],
    ['duties', 'duties'],
    ['notes', 'notes'],
  ] as const)
    checkUniqueIds(report, under(value, key), [key], what);
  checkUniqueIds(report, under(value, 'vocabulary'), ['vocabulary'], 'facts', 'name');
  checkTerritory(report, under(value, 'territory'), known);
  for (const [fact, path] of piecesOf<OwnFact>(draft, 'vocabulary')) checkOwnFact(report, fact, path);
  for (const [role, entries, path] of namedPiecesOf<RoleEntry[]>(draft, 'roles'))
    checkRole(report, role, entries, path, known);
  for (const [term, path] of piecesOf<Term>(draft, 'terms')) {
    checkClause(report, term.clause, path, known);
    checkRoles(report, term.binds, [...path, 'binds'], known);
    checkProtects(report, term.protects, [...path, 'protects'], known);
  }
  for (const [exception, path] of piecesOf<Exception>(draft, 'exceptions'))
    checkException(report, exception, path, known);
  for (const [duty, path] of piecesOf<NonNullable<Agreement['duties']>[number]>(draft, 'duties')) {
    checkClause(report, duty.clause, path, known);
    checkRoles(report, duty.binds, [...path, 'binds'], known);
    if (duty.towards !== undefined) checkRoles(report, duty.towards, [...path, 'towards'], known);
  }
}

function checkTerritory(report: Report, territory: unknown, known: Known): void {
  const zone = under(territory, 'zone');
  if (typeof zone === 'string') known.used.zones.add(zone);
  checkName(report, ['territory', 'zone'], 'zone', zone, known.zones, known);
}

function checkClause(report: Report, clause: Clause | undefined, path: Path, known: Known): void {
  if (clause !== undefined) checkName(report, [...path, 'clause', 'text'], 'text', clause.text, known.texts, known);
}

function checkRoles(report: Report, roles: string | string[], path: Path, known: Known): void {
  for (const [index, role] of roleList(roles).entries())
    checkName(report, typeof roles === 'string' ? path : [...path, index], 'role', role, known.roles, known);
  checkUniqueNames(report, roles, path);
}

function checkProtects(report: Report, protects: Term['protects'], path: Path, known: Known): void {
  if (protects === 'anyone') return;
  if (typeof protects === 'object' && !Array.isArray(protects)) {
    known.used.conditions.add(protects.condition);
    checkName(report, [...path, 'condition'], 'condition', protects.condition, known.conditions, known);
  } else if (typeof protects === 'string' && !known.roles.has(protects)) {
    const near = nearest(protects, [...known.roles, 'anyone']);
    report(path, { code: 'unknown-role', message: `no role is called \`${protects}\``, nearest: near });
  } else checkRoles(report, protects, path, known);
}

function checkOwnFact(report: Report, fact: OwnFact, path: Path): void {
  if (fact.values !== undefined && fact.type !== 'text' && fact.type !== 'set')
    report([...path, 'values'], {
      code: 'wrong-own-fact',
      message: `a ${fact.type} has no closed list of values`,
      at: 'key',
    });
  if (fact.unit !== undefined && fact.type !== 'number')
    report([...path, 'unit'], {
      code: 'wrong-own-fact',
      message: `only a number has a unit, and \`${fact.name}\` is a ${fact.type}`,
      at: 'key',
    });
  checkUniqueNames(report, fact.values, [...path, 'values']);
}

function checkRole(report: Report, role: string, entries: RoleEntry[], path: Path, known: Known): void {
  if (role === 'anyone')
    report(path, { code: 'bad-id', message: 'no role can be called `anyone`: it means every target', at: 'key' });
  for (const [index, entry] of entries.entries()) {
    const at = [...path, index];
    if ('listedBy' in entry) checkName(report, [...at, 'listedBy'], 'list', entry.listedBy, known.groups?.lists);
    else {
      checkGroup(report, [...at, 'group'], entry.group, known);
      if (entry.via !== undefined) checkGroup(report, [...at, 'via'], entry.via, known);
    }
  }
}

function checkException(report: Report, exception: Exception, path: Path, known: Known): void {
  checkClause(report, exception.clause, path, known);
  const { id, kind, shields, defeats } = exception;
  if (known.terms.has(id))
    report([...path, 'id'], { code: 'duplicate-id', message: `a term and an exception are both called \`${id}\`` });
  for (const [index, term] of (shields ?? []).entries())
    checkName(report, [...path, 'shields', index], 'term', term, known.terms, known);
  for (const [index, other] of (defeats ?? []).entries())
    checkName(report, [...path, 'defeats', index], 'exception', other, known.exceptions, known);
  checkUniqueNames(report, shields, [...path, 'shields']);
  checkUniqueNames(report, defeats, [...path, 'defeats']);
  if (shields === undefined && defeats === undefined) {
    const help = kind === 'limit' ? 'say which exceptions it defeats' : 'say which terms it shields';
    report([...path, 'id'], {
      code: 'idle-exception',
      message: `\`${id}\` neither shields a term nor defeats an exception`,
      help,
    });
  }
  if (kind === 'limit' && shields !== undefined)
    report([...path, 'shields'], {
      code: 'limit-shields',
      message: `\`${id}\` is a limit, so it shields nothing`,
      at: 'key',
      help: 'a limit defeats exceptions',
    });
  if (kind !== 'limit' && defeats !== undefined)
    report([...path, 'defeats'], {
      code: 'defeats-without-limit',
      message: `\`${id}\` is a ${kind}; only a limit defeats exceptions`,
      at: 'key',
      help: 'make the defeating part a limit of its own',
    });
  if (exception.clause === undefined && exception.why === undefined)
    report([...path, 'id'], {
      code: 'no-ground',
      message: `\`${id}\` has neither a clause nor a \`why\``,
      help: 'cite the clause, or say why someone claims it',
    });
  for (const key of ['invokedBy', 'rejectedBy'] as const) {
    for (const [index, group] of (exception[key] ?? []).entries())
      checkGroup(report, [...path, key, index], group, known);
    checkUniqueNames(report, exception[key], [...path, key]);
  }
}
