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
  return fill(subject, { group: language.others, ...params });
}

/** Leaves that ask the same of one fact and came out alike, told in one clause. */
interface Clause {
  readonly leaf: LeafReason;
  readonly values: unknown[];
}

const isMembership = (leaf: LeafReason) => leaf.operator === 'contains' || leaf.operator === 'doesNotContain';

function membershipClause({ leaf, values }: Clause, language: Language, registry: Registry): string {
  const at = index[leaf.truth];
  const turned = at === 2 ? 2 : leaf.operator === 'contains' ? at : 1 - at;
  const joint = turned === 0 ? language.all : language.or;
  const value = values.map((each) => wordOf(each, registry)).join(joint);
  const params = Object.fromEntries(
    Object.entries(leaf.params ?? {}).map(([name, each]) => [name, wordOf(each, registry)]),
  );
  const forms = language.member[leaf.fact] ?? language.memberOfOwn;
  const sentence = fill(forms[turned] ?? '', { group: language.others, fact: leaf.fact, ...params, value });
  if (leaf.from.includes('presumed by the reading') && at !== 2) return `${sentence}${language.presumedHere}`;
  return turned === 0 ? `${sentence}${via(leaf, registry)}` : sentence;
}

function leafClause(clause: Clause, language: Language, registry: Registry): string {
  const reason = clause.leaf;
  const at = index[reason.truth];
  if (isMembership(reason)) return membershipClause(clause, language, registry);
  if (reason.fact === 'occurred') return language.inForce[at];
  if (reason.fact === 'place') return language.inside[at];
  if (reason.fact === 'happened') return language.disproved;
  if (reason.operator === 'forbiddenBy') return fill(language.forbiddenBy, { value: wordOf(reason.is, registry) });
  if (reason.operator === 'whichever') return fill(language.whichever, { open: openWords(reason.value, language) });
  if (reason.fact.startsWith('exception:')) return language.undecided;
  if (typeof reason.value === 'boolean') return statementClause(reason, language);
  const forms = language.operator[reason.operator] ?? ['{value}', '{value}'];
  const sentence = `${subjectOf(reason, language, registry)} ${fill(forms[at === 2 ? 0 : at] ?? '', { value: wordOf(reason.value, registry) })}`;
  if (at === 2) return fill(language.unknownWhether, { sentence });
  return reason.from.includes('presumed by the reading') ? `${sentence}${language.presumedHere}` : sentence;
}

function statementClause(reason: LeafReason, language: Language): string {
  const at = index[reason.truth];
  const positive = (reason.operator === 'equal') === reason.value;
  const turned = at === 2 ? 2 : positive ? at : 1 - at;
  const statement = language.statement[reason.fact];
  if (statement !== undefined) return statement[turned] ?? '';
  return fill(language.ownFact[turned] ?? '', { fact: reason.fact });
}

/** What is open, in words. */
const openWords = (asks: unknown, language: Language): string =>
  (Array.isArray(asks) ? asks.map(String) : [])
    .map((ask) => language.subject[ask] ?? language.openOther[ask] ?? `“${ask}”`)
    .join(', ');

/** By which memberships a role is held. */
function via(reason: LeafReason, registry: Registry): string {
  const chains = reason.from.startsWith('groups: ') ? reason.from.slice('groups: '.length).split('; ') : [];
  const chain = chains.find((each) => each.includes(` (${String(reason.value)})`) && each.includes(' → '));
  if (chain === undefined) return '';
  const names = chain.replace(/ \(.*$/, '').split(' → ');
  return ` (${names.map((name) => wordOf(name, registry)).join(', of ')})`;
}

/** The leaves of a reason, in the order in which they decided. */
function leavesOf(reason: Reason): LeafReason[] {
  if ('fact' in reason) return [reason];
  if ('condition' in reason) return leavesOf(reason.because);
  if ('not' in reason) return leavesOf(reason.not);
  return ('all' in reason ? reason.all : reason.any).flatMap(leavesOf);
}

/** All reasons in one row, nothing twice. */
export function clausesText(reasons: readonly Reason[], language: Language, registry: Registry): string {
  const byAsk = new Map<string, Clause>();
  for (const leaf of reasons.flatMap(leavesOf)) {
    const asked = isMembership(leaf)
      ? [leaf.fact, leaf.params, leaf.operator, leaf.truth]
      : [leaf.fact, leaf.params, leaf.operator, leaf.truth, leaf.value];
    const key = JSON.stringify(asked);
    const known = byAsk.get(key);
    if (known === undefined) byAsk.set(key, { leaf, values: [leaf.value] });
    else if (!known.values.includes(leaf.value)) known.values.push(leaf.value);
  }
  const clauses = [...new Set([...byAsk.values()].map((clause) => leafClause(clause, language, registry)))];
  if (clauses.length < 2) return clauses.join('');
  return `${clauses.slice(0, -1).join('; ')}; and ${clauses.at(-1)}`;
}
