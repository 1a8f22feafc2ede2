import type { Incident } from '../domain/incident.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import type { CompiledReading } from '../engine/compiled-agreement.js';
import { hashOf } from '../engine/hash.js';
import { judge } from '../engine/judge.js';
import type { ReadingPlan } from '../engine/plan.js';
import { situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';
import type { Example, Finding, FindingCode, Undecided } from './finding.js';
import { goalOf, type Presuming, presumings, presumingsAreWhole } from './goals.js';
import { incidentOf } from './incident-of.js';
import type { Assignment, Model, Reach } from './model.js';
import { type Budget, every, expressed, type Formula, type Goal, type Sought, seek } from './search.js';
import { shorterBy } from './shorter.js';

/** What an incident shows, from how it was judged; undefined where it does not show it. */
type Shows = (verdict: ReadingVerdict, judgement: Judgement) => string | undefined;

/** The inspection of one agreement under way: what it may ask, what it found, and what it had to leave open. */
export class Scope {
  readonly model: Model;
  readonly findings: Finding[] = [];
  readonly undecided: Undecided[] = [];
  readonly #budget: Budget;

  constructor(model: Model, budget: Budget) {
    this.model = model;
    this.#budget = budget;
  }

  get agreement() {
    return this.model.agreement;
  }

  get definition() {
    return this.model.agreement.definition;
  }

  /** The agreement is in force. */
  get inForce(): Formula {
    return expressed(this.model.agreement.inForce);
  }

  say(finding: Finding): void {
    this.findings.push(finding);
  }

  /** Notes what could not be settled. */
  leave(code: FindingCode, path: Undecided['path'], what: string): void {
    this.undecided.push({ code, path, what });
  }

  seek(goal: Goal, reach: Reach): Sought {
    return seek(this.model, goal, this.#budget, reach);
  }

  /** The first that is found among some goals: of acts at one time or else, and then it is none of those, of lasting ones. */
  #first(goals: readonly Goal[], whole: boolean): Sought {
    const instants = firstOf(goals.map((goal) => () => this.seek(goal, 'at-once')));
    if (instants.is !== 'none') return whole || instants.is === 'found' ? instants : { is: 'undecided' };
    const lasting = firstOf(goals.map((goal) => () => this.seek(goal, 'all')));
    if (!whole || lasting.is === 'undecided') return { is: 'undecided' };
    return lasting.is === 'found' ? { is: 'none', lasting: true } : lasting;
  }

  /** Whether something can be so under a reading, however its presumptions about exceptions were used. */
  can(plan: ReadingPlan, wanted: (way: Presuming) => Formula): Sought {
    return this.canAny(plan, (way) => goalOf(this.model, plan, every([way.must, wanted(way)])));
  }

  /** The same, of any goal. */
  canAny(plan: ReadingPlan, goal: (way: Presuming) => Goal): Sought {
    return this.#first(presumings(plan).map(goal), presumingsAreWhole(plan));
  }

  /** Whether something can be so under the role lists of any reading; what presumptions do is no part of it. */
  canInAnyReading(wanted: Formula): Sought {
    return this.#first(
      this.plansByRoles().map((plan) => goalOf(this.model, plan, wanted)),
      true,
    );
  }

  /** One plan for each set of role lists. */
  plansByRoles(): readonly ReadingPlan[] {
    return [...new Map(this.agreement.readings.map(({ plan }) => [plan.roles, plan])).values()];
  }

  judged(incident: Incident): Judgement {
    return judge(incident, hashOf(incident), this.agreement, this.model.rulebook);
  }

  /**
   * The incident that fulfils the first of some wishes that can be fulfilled, as the engine judges it.
   * @param shows what it shows, from how it was judged under the reading; undefined where it does not show it.
   */
  example(reading: CompiledReading, wishes: readonly (Formula | undefined)[], shows: Shows): Example | undefined {
    for (const wish of [...wishes, this.inForce]) {
      if (wish === undefined) continue;
      const goal = goalOf(this.model, reading.plan, wish);
      const sought = firstOf((['plain', 'at-once', 'all'] as const).map((reach) => () => this.seek(goal, reach)));
      if (sought.is !== 'found') continue;
      const found = this.#exampleOf(sought.assignment, reading, wish, shows);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** An act in force inside the territory, of which nothing is said but what is put in. */
  plainExample(
    reading: CompiledReading,
    put: (incident: Incident) => Incident,
    shows: (verdict: ReadingVerdict) => string | undefined,
  ): Example | undefined {
    const inside = every([this.inForce, expressed(this.agreement.territory)]);
    const sought = this.seek(goalOf(this.model, reading.plan, inside), 'plain');
    const assignment = sought.is === 'found' ? sought.assignment : this.model.blank();
    const incident = put(incidentOf(this.model, assignment, reading.plan));
    const verdict = this.judged(incident).readings[reading.id];
    const said = verdict === undefined ? undefined : shows(verdict);
    return said === undefined ? undefined : { incident, shows: said };
  }

  /** The incident of an assignment, with as little said as fulfils the wish and leaves the reading's outcome firm. */
  #exampleOf(assignment: Assignment, reading: CompiledReading, wish: Formula, shows: Shows): Example | undefined {
    let fallback: Example | undefined;
    for (const full of [assignment, ...this.#fuller(assignment, reading.plan)]) {
      const example = this.#shown(incidentOf(this.model, full, reading.plan), reading, wish, shows);
      if (example === undefined) continue;
      if (example.outcome !== 'undetermined') return this.#shortest(example, reading, wish, shows);
      fallback ??= example;
    }
    return fallback === undefined ? undefined : this.#shortest(fallback, reading, wish, shows);
  }

  /** An incident with what it shows, where the engine finds the wish fulfilled by it. */
  #shown(incident: Incident, reading: CompiledReading, wish: Formula, shows: Shows) {
    const situation = situationOf(incident, this.model.rulebook.registry);
    const view = new View(situation, 0, this.agreement, { roles: reading.plan.roles });
    if (wish.truth(view) !== TRUE) return undefined;
    const judgement = this.judged(incident);
    const verdict = judgement.readings[reading.id];
    const said = verdict === undefined ? undefined : shows(verdict, judgement);
    return verdict === undefined || said === undefined
      ? undefined
      : { incident, shows: said, outcome: verdict.outcome };
  }

  /** The example without what it need not say: it still fulfils the wish, and shows the same. */
  #shortest({ incident, shows: said }: Example, reading: CompiledReading, wish: Formula, shows: Shows): Example {
    let shortest = incident;
    for (const shorter of shorterBy) {
      const tried = shorter(shortest);
      if (tried !== undefined && this.#shown(tried, reading, wish, shows)?.shows === said) shortest = tried;
    }
    return { incident: shortest, shows: said };
  }

  /** The same with more said: whatever the agreement's atoms still hang on, at its quietest. */
  *#fuller(assignment: Assignment, plan: ReadingPlan): Generator<Assignment> {
    const { model } = this;
    const full = [...assignment];
    // A point that fits what was chosen lies somewhere to every zone: no more need be chosen of the place than that it is inside.
    const territory = model.agreement.territory.atoms[0];
    const order = model.agreement.atoms
      .filter((atom) => atom.ask !== 'place' || atom.index === territory)
      .map((atom) => atom.index);
    for (const parties of [false, true]) {
      for (const atom of order) {
        const isParty = /^(actor\.|target\.|struck\.holder)/.test(model.agreement.atoms[atom]?.slot?.name ?? '');
        if (isParty && !parties) continue;
        for (let next = model.nextFor(atom, full); next !== undefined; next = model.nextFor(atom, full)) {
          if (model.source(full, plan.roles).truth(atom) !== UNKNOWN) break;
          full[next] = model.quietest(next);
        }
      }
      yield [...full];
    }
  }
}

/** Asks one after the other until one finds something. */
function firstOf(asked: readonly (() => Sought)[]): Sought {
  let undecided = false;
  for (const ask of asked) {
    const sought = ask();
    if (sought.is === 'found') return sought;
    if (sought.is === 'undecided') undecided = true;
  }
  return { is: undecided ? 'undecided' : 'none' };
}

/** What is said where lasting acts are an exception to a never. */
export const unlessLasting = (sought: readonly Sought[]): string =>
  sought.some((each) => each.is === 'none' && each.lasting === true)
    ? '; only an act that lasts across several of its times could be one'
    : '';

/** Never, not even by an act that lasts across several times. */
export const isNever = (sought: Sought): boolean => sought.is === 'none' && sought.lasting !== true;

/** How an incident came out in a reading, in words. */
export const cameOut = (reading: string, { outcome }: ReadingVerdict): string =>
  `judged \`${outcome}\` in \`${reading}\``;

/** Holds every one of some exceptions at false, as a control. */
export const allRefused = (exceptions: readonly number[], but?: number): Map<number, Truth> =>
  new Map(exceptions.filter((each) => each !== but).map((each): [number, Truth] => [each, FALSE]));
