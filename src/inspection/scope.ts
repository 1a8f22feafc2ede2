import type { Incident } from '../domain/incident.js';
import { FALSE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { Judgement, ReadingVerdict } from '../domain/verdict.js';
import type { CompiledReading } from '../engine/compiled-agreement.js';
import { hashOf } from '../engine/hash.js';
import { judge } from '../engine/judge.js';
import type { ReadingPlan } from '../engine/plan.js';
import type { Example, Finding, FindingCode, Undecided } from './finding.js';
import { goalOf, type Presuming, presumings, presumingsAreWhole } from './goals.js';
import { incidentOf } from './incident-of.js';
import type { Assignment, Model } from './model.js';
import { type Budget, every, expressed, type Formula, type Goal, type Sought, seek } from './search.js';

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

  seek(goal: Goal): Sought {
    return seek(this.model, goal, this.#budget);
  }

  /** Whether something can be so under a reading, however its presumptions about exceptions were used. */
  can(plan: ReadingPlan, wanted: (way: Presuming) => Formula): Sought {
    return this.canAny(plan, (way) => goalOf(this.model, plan, every([way.must, wanted(way)])));
  }

  /** The same, of any goal. */
  canAny(plan: ReadingPlan, goal: (way: Presuming) => Goal): Sought {
    let undecided = !presumingsAreWhole(plan);
    for (const way of presumings(plan)) {
      const sought = this.seek(goal(way));
      if (sought.is === 'found') return sought;
      if (sought.is === 'undecided') undecided = true;
    }
    return { is: undecided ? 'undecided' : 'none' };
  }

  /** Whether something can be so under the role lists of any reading; what presumptions do is no part of it. */
  canInAnyReading(wanted: Formula): Sought {
    let undecided = false;
    for (const plan of this.plansByRoles()) {
      const sought = this.seek(goalOf(this.model, plan, wanted));
      if (sought.is === 'found') return sought;
      if (sought.is === 'undecided') undecided = true;
    }
    return { is: undecided ? 'undecided' : 'none' };
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
  example(
    reading: CompiledReading,
    wishes: readonly (Formula | undefined)[],
    shows: (verdict: ReadingVerdict, judgement: Judgement) => string | undefined,
  ): Example | undefined {
    for (const wish of [...wishes, this.inForce]) {
      if (wish === undefined) continue;
      const sought = this.seek(goalOf(this.model, reading.plan, wish));
      if (sought.is !== 'found') continue;
      const found = this.exampleOf(sought.assignment, reading, shows);
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
    const sought = this.seek(goalOf(this.model, reading.plan, inside));
    const assignment = sought.is === 'found' ? sought.assignment : this.model.blank();
    const incident = put(incidentOf(this.model, assignment, reading.plan));
    const verdict = this.judged(incident).readings[reading.id];
    const said = verdict === undefined ? undefined : shows(verdict);
    return said === undefined ? undefined : { incident, shows: said };
  }

  /** The incident of an assignment, with as little said as leaves the reading's outcome firm. */
  exampleOf(
    assignment: Assignment,
    reading: CompiledReading,
    shows: (verdict: ReadingVerdict, judgement: Judgement) => string | undefined,
  ): Example | undefined {
    let fallback: Example | undefined;
    for (const full of [assignment, ...this.#fuller(assignment, reading.plan)]) {
      const incident = incidentOf(this.model, full, reading.plan);
      const judgement = this.judged(incident);
      const verdict = judgement.readings[reading.id];
      const said = verdict === undefined ? undefined : shows(verdict, judgement);
      if (verdict === undefined || said === undefined) continue;
      const example = { incident, shows: said };
      if (verdict.outcome !== 'undetermined') return example;
      fallback ??= example;
    }
    return fallback;
  }

  /** The same with more said: whatever the agreement's atoms still hang on, at its quietest. */
  *#fuller(assignment: Assignment, plan: ReadingPlan): Generator<Assignment> {
    const { model } = this;
    const full = [...assignment];
    const order = model.agreement.atoms.map((atom) => atom.index);
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

/** How an incident came out in a reading, in words. */
export const cameOut = (reading: string, { outcome }: ReadingVerdict): string =>
  `judged \`${outcome}\` in \`${reading}\``;

/** Holds every one of some exceptions at false, as a control. */
export const allRefused = (exceptions: readonly number[], but?: number): Map<number, Truth> =>
  new Map(exceptions.filter((each) => each !== but).map((each): [number, Truth] => [each, FALSE]));
