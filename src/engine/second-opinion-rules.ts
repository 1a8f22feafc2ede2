import type { Engine, NestedCondition, RuleProperties, TopLevelCondition } from 'json-rules-engine';
import { type Agreement, type Condition, roleList } from '../domain/agreement.js';
import { OUTCOMES } from '../domain/words.js';

/**
 * An agreement under one reading as rules of json-rules-engine: S7 and S8 written as conditions, in levels of priority.
 * What a rule finds is a fact for the levels below it, as `found:<what>`. No code of the judging engine's fold is used.
 */

type Json = NestedCondition;

const fact = (name: string, value: unknown = true): Json => ({ fact: name, operator: 'equal', value }) as Json;
const every = (...conditions: Json[]): Json => ({ all: conditions }) as Json;
const some = (conditions: Json[]): Json =>
  conditions.length > 0 ? ({ any: conditions } as Json) : fact('always', false);
const none = (conditions: Json[]): Json => ({ not: some(conditions) }) as Json;
const found = (what: string): Json => fact(`found:${what}`);

/** A rule that makes what it finds a fact: true when its conditions hold, false when they do not. */
const finding = (what: string, priority: number, conditions: Json): RuleProperties => ({
  name: what,
  priority,
  conditions: { all: [conditions] } as TopLevelCondition,
  event: { type: 'found', params: { what } },
  onSuccess: (_event, almanac) => void almanac.addFact(`found:${what}`, true),
  onFailure: (_event, almanac) => void almanac.addFact(`found:${what}`, false),
});

/** What of a reading the rules need, by name. */
export interface ReadingTerms {
  readonly terms: readonly string[];
  /** Accepted exceptions: under no condition, a condition, or undecided. */
  readonly accepts: ReadonlyMap<string, Condition | 'always' | 'undecided'>;
  /** Exceptions held at what the reading presumes. */
  readonly held: ReadonlyMap<string, boolean>;
}

const whileInForce = (
  kind: string,
  id: string,
  dated: { from?: string | undefined; until?: string | undefined },
): Json[] => (dated.from === undefined && dated.until === undefined ? [] : [fact(`dates:${kind}:${id}`)]);

/** Adds named conditions and all rules of the agreement under the reading. */
export function addAgreement(engine: Engine, agreement: Agreement, reading: ReadingTerms): void {
  for (const [name, condition] of Object.entries(agreement.conditions ?? {}))
    engine.setCondition(name, { all: [condition as Json] } as TopLevelCondition);
  const depth = depths(agreement);
  const deepest = Math.max(0, ...depth.values());
  for (const exception of agreement.exceptions ?? []) {
    const accepted = reading.accepts.get(exception.id);
    const priority = 100 + (deepest - (depth.get(exception.id) ?? 0));
    const held = reading.held.get(exception.id);
    const limits = (agreement.exceptions ?? []).filter((other) => other.defeats?.includes(exception.id));
    const own = [
      exception.when as Json,
      ...whileInForce('exception', exception.id, exception),
      none(limits.map((limit) => found(`holds:${limit.id}`))),
    ];
    const whole =
      held !== undefined
        ? fact('always', held)
        : accepted === undefined
          ? fact('always', false)
          : every(...acceptanceOf(exception.id, accepted), ...own);
    engine.addRule(finding(`holds:${exception.id}`, priority, whole));
  }
  const counted = agreement.terms.filter((term) => reading.terms.includes(term.id));
  for (const term of counted) {
    const roles = roleList(term.binds).map(
      (role) => ({ fact: 'actor.roles', operator: 'contains', value: role }) as Json,
    );
    const shields = (agreement.exceptions ?? []).filter((exception) => exception.shields?.includes(term.id));
    engine.addRule(finding(`bound:${term.id}`, 60, every(some(roles), ...whileInForce('term', term.id, term))));
    engine.addRule(finding(`protected:${term.id}`, 60, protectedBy(term.protects)));
    engine.addRule(finding(`lifted:${term.id}`, 60, some(shields.map((exception) => found(`holds:${exception.id}`)))));
    engine.addRule(
      finding(`covered:${term.id}`, 50, every(found(`bound:${term.id}`), term.forbids as Json, fact('inTerritory'))),
    );
    engine.addRule(
      finding(
        `breached:${term.id}`,
        40,
        every(found(`covered:${term.id}`), found(`protected:${term.id}`), none([found(`lifted:${term.id}`)])),
      ),
    );
  }
  addOutcomes(
    engine,
    counted.map((term) => term.id),
  );
}

function acceptanceOf(exception: string, accepted: Condition | 'always' | 'undecided'): Json[] {
  if (accepted === 'always') return [];
  return [accepted === 'undecided' ? fact(`undecided:${exception}`) : (accepted as Json)];
}

function protectedBy(protects: Agreement['terms'][number]['protects']): Json {
  if (protects === 'anyone') return fact('always');
  if (typeof protects === 'object' && 'condition' in protects) return { condition: protects.condition } as Json;
  return some(roleList(protects).map((role) => ({ fact: 'target.roles', operator: 'contains', value: role }) as Json));
}

/** S8: what would count for each outcome, then its order of precedence. */
function addOutcomes(engine: Engine, terms: readonly string[]): void {
  const grounds: Record<string, Json> = {
    disproved: fact('disproved'),
    not_in_force: fact('inForce', false),
    violation: some(terms.map((id) => found(`breached:${id}`))),
    exempt: some(terms.map((id) => every(found(`covered:${id}`), found(`lifted:${id}`)))),
    out_of_scope: some([
      none(terms.map((id) => found(`bound:${id}`))),
      fact('inTerritory', false),
      ...terms.map((id) => every(found(`covered:${id}`), none([found(`protected:${id}`)]))),
    ]),
  };
  const order = Object.keys(grounds);
  order.forEach((ground, index) => {
    engine.addRule(finding(`ground:${ground}`, 30, grounds[ground] as Json));
    const earlier = order.slice(0, index).map((each) => found(`ground:${each}`));
    engine.addRule(
      outcomeRule(ground === 'disproved' ? 'no_violation' : ground, every(found(`ground:${ground}`), none(earlier))),
    );
  });
  engine.addRule(outcomeRule('no_violation', none(order.map((each) => found(`ground:${each}`)))));
}

const outcomeRule = (outcome: string, conditions: Json): RuleProperties => ({
  name: `outcome:${outcome}`,
  priority: 20,
  conditions: { all: [conditions] } as TopLevelCondition,
  event: { type: 'outcome', params: { outcome } },
});

/** S9 for `each`: the gravest of the candidates' outcomes, given as the fact `outcomes`. */
export function addGravest(engine: Engine): void {
  OUTCOMES.forEach((outcome, index) => {
    const has = (each: string) => ({ fact: 'outcomes', operator: 'contains', value: each }) as Json;
    engine.addRule(outcomeRule(outcome, every(has(outcome), none(OUTCOMES.slice(0, index).map(has)))));
  });
}

/** How many limits deep an exception stands, so that those which defeat it are settled first. */
function depths(agreement: Agreement): Map<string, number> {
  const exceptions = agreement.exceptions ?? [];
  const depth = new Map<string, number>();
  const visit = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    const limits = exceptions.filter((other) => other.defeats?.includes(id));
    const result = limits.length === 0 ? 0 : 1 + Math.max(...limits.map((limit) => visit(limit.id)));
    depth.set(id, result);
    return result;
  };
  for (const exception of exceptions) visit(exception.id);
  return depth;
}
