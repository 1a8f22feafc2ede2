import type { Registry } from '../domain/group.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { PartyName } from '../engine/outlook.js';
import type { RoleConfig } from '../engine/roles.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { TruthSource } from '../engine/view.js';
import { momentsOf } from './moments.js';
import { atomsOfParty, canBeAdded, contained, type Moment, PARTIES, peopled } from './parties.js';
import { kindOptions, type Open, opensOf, zoneOpens } from './slot-options.js';

/**
 * Everything an incident may be, as far as one agreement can tell incidents apart: variables, each with so many options.
 *
 * The variables are looser than reports, never tighter: a report that makes a condition firmly true has an assignment that
 * makes it true as well (S12). What no assignment brings about, no report can; what one does bring about, a report has yet
 * to show.
 */

const TIME = 0;
const KIND = 1;
const PARTY: Readonly<Record<PartyName, number>> = { actor: 2, target: 3, holder: 4 };
const FIRST_OPEN = 5;
const NOT_YET = -1;

/** For each variable the option chosen; -1 where none is. */
export type Assignment = number[];

/**
 * How far to look: at acts at one time by one who acts for nobody else, at all acts at one time, or at those as well that last
 * across several.
 */
export type Reach = 'plain' | 'at-once' | 'all';

type Decider =
  | { readonly by: 'time' }
  | { readonly by: 'kind' }
  | { readonly by: 'party'; readonly party: PartyName; readonly addable: boolean }
  | { readonly by: 'open'; readonly variable: number };

export class Model {
  readonly rulebook: Rulebook;
  readonly agreement: CompiledAgreement;
  readonly moments: readonly Moment[];
  readonly kinds: ReturnType<typeof kindOptions>;
  readonly opens: readonly Open[];
  readonly #configs: readonly RoleConfig[];
  readonly #deciders: readonly (Decider | undefined)[];
  readonly #firstPrincipal: number;
  readonly #instants: number;
  readonly size: number;

  constructor(agreement: CompiledAgreement, rulebook: Rulebook) {
    const { registry } = rulebook;
    this.rulebook = rulebook;
    this.agreement = agreement;
    this.#configs = [...new Set(agreement.readings.map(({ plan }) => plan.roles))];
    const moments = momentsOf(agreement, registry);
    this.moments = inForceFirst(
      peopled(agreement, registry, moments, this.#configs, inOrderOfNote(agreement, registry)),
      agreement,
    );
    this.#instants = this.moments.filter(({ occurrence }) => occurrence.extent === 'within').length;
    this.kinds = kindOptions(agreement);
    this.opens = [
      ...zoneOpens(agreement),
      ...agreement.slots
        .filter((slot) => !decidedElsewhere.test(slot.name))
        .flatMap((slot) => opensOf(agreement, slot)),
      ...agreement.exceptions.map(undecidedOpen),
    ];
    this.#deciders = decidersOf(agreement, this.opens);
    this.#firstPrincipal = FIRST_OPEN + this.opens.length;
    this.size = this.#firstPrincipal + Math.max(...this.moments.map((each) => each.principals.length));
  }

  /** Nothing chosen yet. */
  blank(): Assignment {
    return new Array(this.size).fill(NOT_YET);
  }

  /** How many options a variable has, given what is chosen and how far to look. */
  optionsOf(variable: number, assignment: Assignment, reach: Reach): number {
    if (variable === TIME) return reach === 'all' ? this.moments.length : this.#instants;
    if (variable === KIND) return this.kinds.length;
    if (variable >= this.#firstPrincipal) return reach === 'plain' ? 1 : 2;
    if (variable >= FIRST_OPEN) return this.opens[variable - FIRST_OPEN]?.options.length ?? 0;
    const party = PARTIES.find((each) => PARTY[each] === variable) as PartyName;
    return this.momentOf(assignment)?.parties[party].length ?? 0;
  }

  /** The variable to choose next so that an atom becomes known; undefined where nothing chosen could settle it further. */
  nextFor(atom: number, assignment: Assignment): number | undefined {
    const decider = this.#deciders[atom];
    if (decider === undefined) return undefined;
    const free = (variable: number) => (assignment[variable] === NOT_YET ? variable : undefined);
    if (decider.by === 'time') return free(TIME);
    if (decider.by === 'kind') return free(KIND);
    if (decider.by === 'open') return free(decider.variable);
    const who = free(TIME) ?? free(PARTY[decider.party]);
    if (who !== undefined || !decider.addable) return who;
    const principals = this.momentOf(assignment)?.principals ?? [];
    for (const index of principals.keys()) {
      const adds = principals[index]?.truths.some(
        (each) => contained(this.agreement, atom, each[atom] ?? UNKNOWN) === TRUE,
      );
      const variable = free(this.#firstPrincipal + index);
      if (adds && variable !== undefined) return variable;
    }
    return undefined;
  }

  /** The option of a variable that says least: no, nothing, or the first. */
  quietest(variable: number): number {
    const open = variable < FIRST_OPEN ? undefined : this.opens[variable - FIRST_OPEN];
    if (open === undefined) return 0;
    const inside = open.zone === true && open.member === this.agreement.definition.territory.zone;
    const quiet = open.options.findIndex(({ value }) => value === inside);
    const isText = open.member === undefined && typeof open.options[0]?.value === 'string';
    return isText ? open.options.length - 1 : Math.max(0, quiet);
  }

  momentOf(assignment: Assignment): Moment | undefined {
    return this.moments[assignment[TIME] ?? NOT_YET];
  }

  kindOf(assignment: Assignment): string | undefined {
    const option = this.kinds[assignment[KIND] ?? NOT_YET];
    return option === undefined ? undefined : String(option.value);
  }

  partyOf(assignment: Assignment, party: PartyName): string | undefined {
    return this.momentOf(assignment)?.parties[party][assignment[PARTY[party]] ?? NOT_YET]?.id;
  }

  /** The groups that the actor is taken to act for. */
  principalsOf(assignment: Assignment): string[] {
    const principals = this.momentOf(assignment)?.principals ?? [];
    return principals.filter((_, index) => assignment[this.#firstPrincipal + index] === 1).map(({ id }) => id);
  }

  /** What is chosen of the facts that stand in the report by themselves. */
  chosenOf(assignment: Assignment): { open: Open; value: string | number | boolean }[] {
    return this.opens.flatMap((open, index) => {
      const option = open.options[assignment[FIRST_OPEN + index] ?? NOT_YET];
      return option === undefined ? [] : [{ open, value: option.value }];
    });
  }

  /** Truths of atoms as chosen so far, seen under one reading's role lists. */
  source(assignment: Assignment, roles: RoleConfig): TruthSource {
    const config = this.#configs.indexOf(roles);
    const source: TruthSource = {
      truth: (atom) => this.#truth(atom, assignment, config),
      whole: (_expression, find) => find(source),
    };
    return source;
  }

  #truth(atom: number, assignment: Assignment, config: number): Truth {
    const decider = this.#deciders[atom];
    if (decider === undefined) return UNKNOWN;
    if (decider.by === 'kind') return this.kinds[assignment[KIND] ?? NOT_YET]?.truths[atom] ?? UNKNOWN;
    if (decider.by === 'open') {
      const { variable } = decider;
      return this.opens[variable - FIRST_OPEN]?.options[assignment[variable] ?? NOT_YET]?.truths[atom] ?? UNKNOWN;
    }
    const moment = this.momentOf(assignment);
    if (moment === undefined) return UNKNOWN;
    if (decider.by === 'time') return moment.truths[atom] ?? UNKNOWN;
    const option = moment.parties[decider.party][assignment[PARTY[decider.party]] ?? NOT_YET];
    const own = option?.truths[config]?.[atom] ?? UNKNOWN;
    return decider.addable ? this.#withPrincipals(atom, own, moment, assignment, config) : own;
  }

  /** What acting for others adds: a membership or role that one of them has. */
  #withPrincipals(atom: number, own: Truth, moment: Moment, assignment: Assignment, config: number): Truth {
    let has = contained(this.agreement, atom, own);
    for (const [index, principal] of moment.principals.entries()) {
      if (has === TRUE) break;
      const adds = contained(this.agreement, atom, principal.truths[config]?.[atom] ?? UNKNOWN);
      const chosen = assignment[this.#firstPrincipal + index];
      if (adds === FALSE || chosen === 0) continue;
      has = chosen === 1 ? TRUE : UNKNOWN;
    }
    return contained(this.agreement, atom, has);
  }
}

const decidedElsewhere = /^(actor\.|target\.|struck\.holder|act\.|place\.zones$|time\.)/;

/** An exception that a reading leaves undecided may be taken to apply or not. */
function undecidedOpen(exception: CompiledAgreement['exceptions'][number]): Open {
  const atom = exception.undecided.atoms[0] ?? 0;
  const option = (is: boolean) => {
    const truths: (Truth | undefined)[] = [];
    truths[atom] = is ? TRUE : FALSE;
    return { value: is, truths };
  };
  return { slot: undefined, member: exception.definition.id, options: [option(true), option(false)] };
}

function decidersOf(agreement: CompiledAgreement, opens: readonly Open[]): (Decider | undefined)[] {
  const deciders: (Decider | undefined)[] = [];
  for (const atom of agreement.atoms) {
    if (atom.ask === 'occurred') deciders[atom.index] = { by: 'time' };
    if (atom.slot?.name.startsWith('act.') === true) deciders[atom.index] = { by: 'kind' };
  }
  for (const party of PARTIES)
    for (const atom of atomsOfParty(agreement, party)) {
      const addable = party === 'actor' && canBeAdded(agreement, atom);
      deciders[atom] = { by: 'party', party, addable };
    }
  opens.forEach((open, index) => {
    for (const [atom, truth] of open.options.flatMap(({ truths }) => [...truths.entries()]))
      if (truth !== undefined) deciders[atom] = { by: 'open', variable: FIRST_OPEN + index };
  });
  return deciders;
}

/** Groups in the order in which an example would name them: those on a role list first, then those mentioned, then the rest. */
function inOrderOfNote(agreement: CompiledAgreement, registry: Registry): string[] {
  const listed = Object.values(agreement.definition.roles).flatMap((entries) =>
    entries.flatMap((entry) => ('group' in entry ? [entry.group] : [])),
  );
  const mentioned = [...agreement.leavesOn.values()].flat().flatMap((leaf) => [leaf.value].flat().map(String));
  const known = [...registry.groups.keys()].sort();
  return [...new Set([...listed, ...mentioned.filter((id) => registry.groups.has(id)), ...known])];
}

/** Instants before lasting acts, and of either those in force first. */
function inForceFirst(moments: readonly Moment[], agreement: CompiledAgreement): Moment[] {
  const atom = agreement.inForce.atoms[0] ?? 0;
  const rank = ({ truths, occurrence }: Moment) =>
    (truths[atom] === TRUE ? 0 : 1) + (occurrence.extent === 'within' ? 0 : 2);
  return [...moments].sort((a, b) => rank(a) - rank(b));
}
