import { displayName, type Registry } from '../domain/group.js';
import type { LeafReason, Reason } from '../domain/verdict.js';
import type { Language } from './prose-en.js';

/** Reasons as clauses of a sentence. */

/** Puts parameters into a template. */
export const fill = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

const index = { true: 0, false: 1, unknown: 2 } as const;

/** A value as a reader sees it: groups by name, lists in a row. */
export function wordOf(value: unknown, registry: Registry): string {
  if (Array.isArray(value)) return value.map((each) => wordOf(each, registry)).join(', ');
  if (typeof value !== 'string')
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  const group = registry.groups.get(value);
  return group === undefined ? value.replaceAll('-', ' ') : displayName(group);
}

function subjectOf(reason: LeafReason, language: Language, registry: Registry): string {
  const subject = language.subject[reason.fact] ?? `“${reason.fact}”`;
  const params = Object.fromEntries(
    Object.entries(reason.params ?? {}).map(([name, value]) => [name, wordOf(value, registry)]),
  );
  return fill(subject, { group: 'others', ...params });
}

function leafClause(reason: LeafReason, language: Language, registry: Registry): string {
  const at = index[reason.truth];
  if (reason.fact === 'occurred') return language.inForce[at];
  if (reason.fact === 'place') return language.inside[at];
  if (reason.fact === 'happened') return language.disproved;
  if (reason.operator === 'forbiddenBy') return fill(language.forbiddenBy, { value: wordOf(reason.is, registry) });
  if (reason.fact.startsWith('exception:')) return language.undecided;
  if (typeof reason.value === 'boolean') {
    const negated = (reason.operator === 'equal') === reason.value;
    const turned = at === 2 ? 2 : negated ? at : 1 - at;
    const statement = language.statement[reason.fact];
    if (statement !== undefined) return statement[turned] ?? '';
    return fill(language.ownFact[turned] ?? '', { fact: reason.fact });
  }
  const forms = language.operator[reason.operator] ?? ['{value}', '{value}'];
  const sentence = `${subjectOf(reason, language, registry)} ${fill(forms[at === 2 ? 0 : at] ?? '', { value: wordOf(reason.value, registry) })}`;
  if (at === 2) return fill(language.unknownWhether, { sentence });
  if (reason.from.includes('presumed by the reading')) return `${sentence}${language.presumedHere}`;
  return at === 0 ? `${sentence}${via(reason, registry)}` : sentence;
}

/** By which memberships a role is held. */
function via(reason: LeafReason, registry: Registry): string {
  const chains = reason.from.startsWith('groups: ') ? reason.from.slice('groups: '.length).split('; ') : [];
  const chain = chains.find((each) => each.includes(` (${String(reason.value)})`) && each.includes(' → '));
  if (chain === undefined) return '';
  const names = chain.replace(/ \(.*$/, '').split(' → ');
  return ` (${names.map((name) => wordOf(name, registry)).join(', of ')})`;
}

/** The clauses of a reason, each once, in the order in which they decided. */
export function clausesOf(reason: Reason, language: Language, registry: Registry): string[] {
  if ('fact' in reason) return [leafClause(reason, language, registry)];
  if ('condition' in reason) return clausesOf(reason.because, language, registry);
  if ('not' in reason) return clausesOf(reason.not, language, registry);
  const parts = 'all' in reason ? reason.all : reason.any;
  return parts.flatMap((part) => clausesOf(part, language, registry));
}

/** All reasons in one row, nothing twice. Long rows of unknown ways to share ground are cut to one. */
export function clausesText(reasons: readonly Reason[], language: Language, registry: Registry): string {
  const clauses = [...new Set(reasons.flatMap((reason) => merged(clausesOf(reason, language, registry))))];
  if (clauses.length < 2) return clauses.join('');
  return `${clauses.slice(0, -1).join('; ')}; and ${clauses.at(-1)}`;
}

/** Clauses that differ only in their last words are drawn together: "include a; include b" becomes "include a, b". */
function merged(clauses: readonly string[]): string[] {
  const result: string[] = [];
  for (const clause of clauses) {
    const cut = clause.search(/(?<=include )/);
    const head = cut > 0 ? clause.slice(0, cut) : undefined;
    const before = result.at(-1);
    if (head !== undefined && before?.startsWith(head) && !before.includes('('))
      result[result.length - 1] = `${before}, ${clause.slice(head.length)}`;
    else result.push(clause);
  }
  return result;
}
