import type { LeafReason, Reason } from '../domain/verdict.js';
import { factMessage, operatorMessage } from '../language/required-messages.js';
import { factName, memberSentence, paramsOf, type Writing, wordOf } from './prose-words.js';

/** Reasons as clauses of a sentence. */

const turnedTruth = (truth: LeafReason['truth'], positive: boolean): LeafReason['truth'] =>
  truth === 'unknown' || positive ? truth : truth === 'true' ? 'false' : 'true';

/** Leaves that ask the same of one fact and came out alike, told in one clause. */
interface Clause {
  readonly leaf: LeafReason;
  readonly values: unknown[];
}

const isMembership = (leaf: LeafReason) => leaf.operator === 'contains' || leaf.operator === 'doesNotContain';
const isPresumed = (leaf: LeafReason) => leaf.from.includes('presumed by the reading') && leaf.truth !== 'unknown';

function membershipClause({ leaf, values }: Clause, writing: Writing): string {
  const { wording } = writing;
  const truth = turnedTruth(leaf.truth, leaf.operator === 'contains');
  const sentence = memberSentence(leaf.fact, truth, values, leaf.params, writing);
  if (isPresumed(leaf)) return wording.say('as-presumed', { sentence });
  const chain = truth === 'true' ? chainOf(leaf, writing) : undefined;
  return chain === undefined ? sentence : wording.say('by-memberships', { sentence, chain });
}

function leafClause(clause: Clause, writing: Writing): string {
  const leaf = clause.leaf;
  const { wording } = writing;
  if (isMembership(leaf)) return membershipClause(clause, writing);
  if (leaf.fact === 'occurred') return wording.say(`in-force.${leaf.truth}`, {});
  if (leaf.fact === 'place') return wording.say(`in-territory.${leaf.truth}`, {});
  if (leaf.fact === 'happened') return wording.say('report-disproved', {});
  if (leaf.operator === 'forbiddenBy') return wording.say('no-term-forbids', { value: wordOf(leaf.is, writing) });
  if (leaf.operator === 'whichever') return wording.say('same-either-way', { open: openWords(leaf.value, writing) });
  if (leaf.fact.startsWith('exception:')) return wording.say('text-silent', {});
  if (typeof leaf.value === 'boolean') return statementClause(leaf, writing);
  const fact = factName(leaf.fact, leaf.params, writing);
  const value = wordOf(leaf.value, writing);
  const sentence = wording.find(`${operatorMessage(leaf.operator)}.${leaf.truth}`, { fact, value }) ?? value;
  return isPresumed(leaf) ? wording.say('as-presumed', { sentence }) : sentence;
}

function statementClause(leaf: LeafReason, writing: Writing): string {
  const { wording } = writing;
  const truth = turnedTruth(leaf.truth, (leaf.operator === 'equal') === leaf.value);
  return (
    wording.find(`${factMessage(leaf.fact)}.${truth}`, paramsOf(leaf.params, writing)) ??
    wording.say(`own-fact.${truth}`, { fact: leaf.fact })
  );
}

/** What is open, in words. */
function openWords(asks: unknown, writing: Writing): string {
  const { wording } = writing;
  const words = (Array.isArray(asks) ? asks.map(String) : []).map((ask) =>
    ask === 'occurred' || ask === 'place' ? wording.say(`open-${ask}`, {}) : factName(ask, undefined, writing),
  );
  return wording.list(words, 'row');
}

/** By which memberships a role is held: a group, of another, of a third. */
function chainOf(leaf: LeafReason, writing: Writing): string | undefined {
  const chains = leaf.from.startsWith('groups: ') ? leaf.from.slice('groups: '.length).split('; ') : [];
  const chain = chains.find((each) => each.includes(` (${String(leaf.value)})`) && each.includes(' → '));
  if (chain === undefined) return undefined;
  const names = chain.replace(/ \(.*$/, '').split(' → ');
  return names
    .map((name) => wordOf(name, writing))
    .reduce((member, whole) => writing.wording.say('membership-step', { member, whole }));
}

/** The leaves of a reason, in the order in which they decided. */
function leavesOf(reason: Reason): LeafReason[] {
  if ('fact' in reason) return [reason];
  if ('condition' in reason) return leavesOf(reason.because);
  if ('not' in reason) return leavesOf(reason.not);
  return ('all' in reason ? reason.all : reason.any).flatMap(leavesOf);
}

/** All reasons in one row, nothing twice. */
export function clausesText(reasons: readonly Reason[], writing: Writing): string {
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
  return writing.wording.clauses([...new Set([...byAsk.values()].map((clause) => leafClause(clause, writing)))]);
}
