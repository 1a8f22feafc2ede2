import type { Truth } from '../domain/truth.js';
import { FALSE, TRUE } from '../domain/truth.js';
import type { LiftingReason } from '../domain/verdict.js';
import { boundariesOf } from './boundaries.js';
import type { CompiledAgreement } from './compiled-agreement.js';
import { ANY_SET, type Fact, type FactValue, isKnown, scalarValue, UNKNOWN_VALUE } from './fact-value.js';
import { civilianFromObjects, classesOfKinds } from './facts-report.js';
import { type Control, type Folded, fold, isFirm, type OutcomeMask } from './fold.js';
import type { Outlook, PartyName } from './outlook.js';
import type { CompiledDoubt, ExceptionPresumption, FactPresumption, ReadingPlan, Subject } from './plan.js';
import { refine } from './refine.js';
import type { RoleConfig } from './roles.js';
import type { Party, Situation } from './situation.js';
import { type Slot, View } from './view.js';
import { FACTS } from './vocabulary.js';

/** One candidate under one reading: doubts, then presumptions (S10), then the fold, then the narrowing of what is possible. */
export interface Evaluated {
  readonly plan: ReadingPlan;
  readonly candidate: number;
  readonly view: View;
  readonly terms: readonly number[];
  readonly folded: Folded;
  readonly possible: OutcomeMask;
  readonly doubts: readonly CompiledDoubt[];
  readonly factPresumptions: readonly FactPresumption[];
  readonly exceptionPresumptions: readonly ExceptionPresumption[];
  /** The reasons already written of each exception. */
  readonly liftings: LiftingReason[];
}

/** What is supposed instead of what was reported. */
export interface WhatIf {
  readonly parties?: Partial<Record<PartyName, Party>>;
  readonly slots?: ReadonlyMap<number, Fact>;
  readonly atoms?: ReadonlyMap<number, Truth>;
  readonly holds?: ReadonlyMap<number, Truth>;
  readonly refused?: number;
  /** Leaves presumptions out: all, or of some exceptions. */
  readonly withoutPresumptions?: boolean;
}

/** Evaluates candidates of one situation under one agreement; views that see the same are shared between readings. */
export class Evaluator {
  readonly agreement: CompiledAgreement;
  readonly situation: Situation;
  /** Views of candidates as reported, by the role lists they are seen under. */
  readonly #views = new Map<RoleConfig, View[]>();
  #first: View | undefined;
  readonly #kindTerms: readonly number[];

  constructor(agreement: CompiledAgreement, situation: Situation) {
    this.agreement = agreement;
    this.situation = situation;
    this.#kindTerms = termsForbidding(agreement, situation.kinds);
  }

  /** The candidate as reported, in the reading's role lists; with a what-if, that view with something else supposed. */
  #reported(plan: ReadingPlan, candidate: number, whatIf: WhatIf | undefined): View {
    const reported = this.#asReported(plan.roles, candidate);
    if (whatIf?.parties === undefined && whatIf?.slots === undefined && whatIf?.atoms === undefined) return reported;
    const { parties, slots, atoms } = whatIf;
    return this.#view(candidate, { roles: plan.roles, parties, slots, atoms }, reported);
  }

  /** Views of what was reported, made once; each leans on the first of all. */
  #asReported(roles: RoleConfig, candidate: number): View {
    const ofRoles = this.#views.get(roles) ?? [];
    const known = ofRoles[candidate];
    if (known !== undefined) return known;
    const view = this.#view(candidate, { roles }, this.#first);
    this.#first ??= view;
    ofRoles[candidate] = view;
    this.#views.set(roles, ofRoles);
    return view;
  }

  /** The same agreement on another situation. */
  of(situation: Situation): Evaluator {
    return new Evaluator(this.agreement, situation);
  }

  /** Every instant at which a term, exception, role, membership, listing or the agreement itself begins or ends. */
  boundaries(): readonly number[] {
    return boundariesOf(this.agreement, this.situation.registry);
  }

  /** A supposed fact with what follows from it. */
  withDerived(slot: Slot, fact: Fact, view: View): ReadonlyMap<number, Fact> {
    const slots = new Map<number, Fact>();
    const derived =
      slot.name === 'struck.objects' ? this.agreement.slots.filter((each) => each.name === 'struck.civilian') : [];
    const subject = { fact: slot.name, params: slot.params, party: undefined, slot, derived };
    replace(slots, subject, fact.value, fact.from, view);
    return slots;
  }

  /**
   * Where the act was of one of several kinds: what each of them comes to, together. Undefined where that is not asked.
   * What the reading doubted and presumed stays as it was for the report, whose kind is open (S10, S12).
   */
  #byKind(kindOpen: View, plan: ReadingPlan, folded: Folded, control: Control): OutcomeMask | undefined {
    const { agreement, situation } = this;
    const { outlook, candidate } = kindOpen;
    if (situation.kinds.length < 2 || isFirm(folded.mask)) return undefined;
    const held = { ...control, fixed: new Map([...(control.fixed ?? []), ...folded.holding.filled]) };
    return situation.kinds.reduce((union, kind) => {
      const slots = new Map(outlook.slots ?? []);
      for (const slot of agreement.slots) {
        const value =
          slot.name === 'act.kind'
            ? scalarValue(kind)
            : slot.name === 'act.classes'
              ? classesOfKinds([kind])
              : undefined;
        if (value !== undefined) slots.set(slot.index, { value, from: 'report: /kind' });
      }
      const view = this.#view(candidate, { ...outlook, slots }, kindOpen);
      const terms = countedOf(termsForbidding(agreement, [kind]), agreement, plan);
      return union | refine(agreement, plan, view, fold(agreement, plan, view, terms, false, held), held);
    }, 0);
  }

  #view(candidate: number, outlook: Outlook, base: View | undefined): View {
    return new View(this.situation, candidate, this.agreement, outlook, base);
  }

  evaluate(plan: ReadingPlan, candidate: number, whatIf?: WhatIf): Evaluated {
    const { agreement, situation } = this;
    const reported = this.#reported(plan, candidate, whatIf);
    const counts = (held: { when: CompiledDoubt['when']; unless: CompiledDoubt['unless'] }) =>
      (held.when === undefined || held.when.truth(reported) === TRUE) &&
      (held.unless === undefined || held.unless.truth(reported) === FALSE);
    const doubts = plan.doubts.length === 0 ? NO_DOUBTS : plan.doubts.filter(counts);
    const doubting = doubts.length === 0 ? reported : this.#view(candidate, doubted(reported, doubts), reported);
    const presuming = whatIf?.withoutPresumptions !== true;
    const factPresumptions = presuming
      ? plan.factPresumptions.filter((held) => counts(held) && fills(held, doubting))
      : [];
    const view =
      factPresumptions.length === 0 ? doubting : this.#view(candidate, presumed(doubting, factPresumptions), doubting);
    const exceptionPresumptions = presuming ? plan.exceptionPresumptions.filter(counts) : [];
    const control = {
      presumed: truthsPresumed(exceptionPresumptions),
      fixed: whatIf?.holds,
      refused: whatIf?.refused,
    };
    const kindInDoubt = doubts.some((doubt) => doubt.subject.fact === 'act.kind');
    const terms = kindInDoubt ? [...plan.terms] : countedOf(this.#kindTerms, agreement, plan);
    const folded = fold(agreement, plan, view, terms, situation.incident.happened === 'disproved', control);
    const byKind = kindInDoubt ? undefined : this.#byKind(view, plan, folded, control);
    const possible = byKind ?? refine(agreement, plan, view, folded, control);
    return {
      plan,
      candidate,
      view,
      terms,
      folded,
      possible,
      doubts,
      factPresumptions,
      exceptionPresumptions,
      liftings: [],
    };
  }
}

/** Of some terms those that the reading counts. */
const countedOf = (terms: readonly number[], agreement: CompiledAgreement, plan: ReadingPlan): readonly number[] =>
  plan.terms.size === agreement.terms.length ? terms : terms.filter((index) => plan.terms.has(index));

/** The terms that may forbid an act of these kinds. */
function termsForbidding(agreement: CompiledAgreement, kinds: readonly string[]): readonly number[] {
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) return agreement.forbidding.get(only) ?? [];
  return [...new Set(kinds.flatMap((kind) => agreement.forbidding.get(kind) ?? []))].sort((a, b) => a - b);
}

const NONE_PRESUMED: ReadonlyMap<number, Truth> = new Map();
const truthsPresumed = (held: readonly ExceptionPresumption[]): ReadonlyMap<number, Truth> =>
  held.length === 0 ? NONE_PRESUMED : new Map(held.map(({ exception, is }) => [exception, is ? TRUE : FALSE]));

const NO_DOUBTS: readonly CompiledDoubt[] = [];
const NOBODY: Party = { id: undefined, actsFor: [], principalsOpen: false, asWritten: undefined };

/** A value in the place of a fact, with what follows from it. */
function replace(slots: Map<number, Fact>, subject: Subject, value: FactValue, from: string, view: View): void {
  const open =
    value.is === 'unknown' || (value.is === 'set' && value.possible === 'anything') ? subject.slot.ask : undefined;
  slots.set(subject.slot.index, { value, from, open });
  for (const derived of subject.derived) {
    if (derived.name === 'act.classes') {
      const classes = value.is === 'value' ? classesOfKinds([String(value.value)]) : ANY_SET;
      slots.set(derived.index, { value: classes, from, open });
    } else if (view.situation.incident.struck?.civilian == null) {
      const follows = value.is === 'set' ? civilianFromSet(value) : undefined;
      const civilian = scalarValue(follows);
      slots.set(derived.index, {
        value: civilian,
        from,
        open: civilian.is === 'unknown' ? 'struck.civilian' : undefined,
      });
    }
  }
}

/** Objects that are only partly known can show that something civilian was struck, never that nothing was. */
function civilianFromSet(objects: FactValue & { is: 'set' }): boolean | undefined {
  const follows = civilianFromObjects([...objects.certain]);
  return follows === true || isKnown(objects) ? follows : undefined;
}

function doubted(reported: View, doubts: readonly CompiledDoubt[]): Outlook {
  const { outlook } = reported;
  const slots = new Map(outlook.slots ?? []);
  const parties: Partial<Record<PartyName, Party>> = { ...outlook.parties };
  for (const { subject } of doubts) {
    if (subject.party !== undefined) parties[subject.party] = NOBODY;
    else {
      const isSet = reported.fact(subject.slot).value.is === 'set' || FACTS.get(subject.fact)?.type === 'set';
      replace(slots, subject, isSet ? ANY_SET : UNKNOWN_VALUE, 'doubted by the reading', reported);
    }
  }
  return { ...outlook, parties, slots };
}

/** Whether there is an unknown for the presumption to fill. */
function fills(held: FactPresumption, view: View): boolean {
  if (held.subject.party !== undefined) return view.party(held.subject.party).id === undefined;
  const { value } = view.fact(held.subject.slot);
  if ('contains' in held.value) {
    if (value.is !== 'set' || value.certain.has(held.value.contains)) return false;
    return value.possible === 'anything'
      ? !value.except?.has(held.value.contains)
      : value.possible.has(held.value.contains);
  }
  return value.is === 'unknown';
}

function presumed(doubting: View, held: readonly FactPresumption[]): Outlook {
  const { outlook } = doubting;
  const slots = new Map(outlook.slots ?? []);
  const parties: Partial<Record<PartyName, Party>> = { ...outlook.parties };
  for (const { subject, value } of held) {
    if (subject.party !== undefined && 'is' in value) {
      parties[subject.party] = { ...doubting.party(subject.party), id: String(value.is), asWritten: undefined };
    } else if ('contains' in value) {
      const before = (slots.get(subject.slot.index) ?? doubting.fact(subject.slot)).value;
      const set = before.is === 'set' ? before : ANY_SET;
      if (set.is === 'set') {
        const certain = new Set([...set.certain, value.contains]);
        replace(slots, subject, { ...set, certain }, 'presumed by the reading', doubting);
      }
    } else replace(slots, subject, scalarValue(value.is), 'presumed by the reading', doubting);
  }
  return { ...outlook, parties, slots };
}
