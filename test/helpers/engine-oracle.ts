import { type Agreement, type Condition, type Leaf, type Reading, roleList } from '../../src/domain/agreement.js';
import { type Registry, windowOf } from '../../src/domain/group.js';
import type { Incident } from '../../src/domain/incident.js';
import { inForce, type Occurrence, type Window } from '../../src/domain/time.js';
import { TRUE } from '../../src/domain/truth.js';
import { CIVILIAN_OBJECTS, KINDS, OUTCOMES, type Outcome } from '../../src/domain/words.js';

/**
 * S7 to S9 once more, plainly and with two truths only: what a report with nothing left open comes to. It shares no code
 * with the engine but the words of the domain; it is slow and naive on purpose.
 */

/** A report in which everything is known, and what the report itself has no words for. */
export interface World {
  readonly incident: Incident;
  readonly zones: ReadonlyMap<string, boolean>;
  readonly distances: ReadonlyMap<string, number>;
  /** For each exception that a reading may leave undecided, whether it is taken to apply. */
  readonly undecided: ReadonlyMap<string, boolean>;
}

type Plain = string | number | boolean | ReadonlySet<string> | undefined;

export class Oracle {
  readonly agreement: Agreement;
  readonly registry: Registry;

  constructor(agreement: Agreement, registry: Registry) {
    this.agreement = agreement;
    this.registry = registry;
  }

  /** The outcome of one candidate; `held` are exceptions that stay at what the reading presumed. */
  outcome(world: World, candidate: number, reading: Reading, held: ReadonlyMap<string, boolean>): Outcome {
    return new Case(this, world, candidate, reading, held).outcome();
  }
}

/** S9 on outcomes that are settled. */
export const gravest = (outcomes: readonly Outcome[]): Outcome =>
  OUTCOMES.find((outcome) => outcomes.includes(outcome)) as Outcome;

export const occurrenceOf = ({ occurred }: Incident): Occurrence => ({
  from: Date.parse(occurred.from),
  to: Date.parse(occurred.to ?? occurred.from),
  extent: occurred.extent ?? 'within',
});

class Case {
  readonly #oracle: Oracle;
  readonly #world: World;
  readonly #candidate: number;
  readonly #reading: Reading;
  readonly #held: ReadonlyMap<string, boolean>;
  readonly #when: Occurrence;

  constructor(oracle: Oracle, world: World, candidate: number, reading: Reading, held: ReadonlyMap<string, boolean>) {
    this.#oracle = oracle;
    this.#world = world;
    this.#candidate = candidate;
    this.#reading = reading;
    this.#held = held;
    this.#when = occurrenceOf(world.incident);
  }

  outcome(): Outcome {
    const { agreement } = this.#oracle;
    if (this.#world.incident.happened === 'disproved') return 'no_violation';
    if (inForce(agreement.inForce.map(windowOf), this.#when) !== TRUE) return 'not_in_force';
    const inside = this.#world.zones.get(agreement.territory.zone) === true;
    const added = agreement.readings.flatMap((reading) => reading.terms?.with ?? []);
    const terms = agreement.terms
      .filter(({ id }) => !this.#reading.terms?.without?.includes(id))
      .filter(({ id }) => !added.includes(id) || this.#reading.terms?.with?.includes(id))
      .map((term) => {
        const bound = this.#open(term) && roleList(term.binds).some((role) => this.#roles('actor').has(role));
        return {
          bound,
          covered: bound && inside && this.#holds(term.forbids),
          guarded: this.#protects(term.protects),
          lifted: (agreement.exceptions ?? []).some(
            ({ id, shields }) => shields?.includes(term.id) && this.#applies(id),
          ),
        };
      });
    if (terms.some((term) => term.covered && term.guarded && !term.lifted)) return 'violation';
    if (terms.some((term) => term.covered && term.lifted)) return 'exempt';
    if (!inside || !terms.some((term) => term.bound) || terms.some((term) => term.covered && !term.guarded))
      return 'out_of_scope';
    return 'no_violation';
  }

  #open(dated: { from?: string | undefined; until?: string | undefined }): boolean {
    return inForce([windowOf(dated)], this.#when) === TRUE;
  }

  #protects(protects: Agreement['terms'][number]['protects']): boolean {
    if (protects === 'anyone') return true;
    if (typeof protects === 'object' && 'condition' in protects) return this.#holds(protects);
    return roleList(protects).some((role) => this.#roles('target').has(role));
  }

  /** Whether an exception or limit holds (S7, S10). */
  #applies(id: string): boolean {
    const held = this.#held.get(id);
    if (held !== undefined) return held;
    const exceptions = this.#oracle.agreement.exceptions ?? [];
    const exception = exceptions.find((each) => each.id === id);
    if (exception === undefined) return false;
    const { accepts, undecided } = this.#reading;
    const conditional = accepts.find((each) => typeof each !== 'string' && each.exception === id);
    const accepted = undecided?.includes(id)
      ? this.#world.undecided.get(id) === true
      : accepts.includes(id) || (typeof conditional === 'object' && this.#holds(conditional.when));
    if (!accepted || !this.#open(exception) || !this.#holds(exception.when)) return false;
    return !exceptions.some((limit) => limit.defeats?.includes(id) && this.#applies(limit.id));
  }

  #holds(condition: Condition): boolean {
    if ('all' in condition) return condition.all.every((each) => this.#holds(each));
    if ('any' in condition) return condition.any.some((each) => this.#holds(each));
    if ('not' in condition) return !this.#holds(condition.not);
    if ('condition' in condition)
      return this.#holds(this.#oracle.agreement.conditions?.[condition.condition] as Condition);
    return compare(condition, this.#fact(condition.fact, condition.params ?? {}));
  }

  #fact(name: string, params: Record<string, string | number>): Plain {
    const { incident } = this.#world;
    const [section, key] = name.split('.') as [string, string];
    const kind = String([incident.kind].flat()[0]);
    const party = section as 'actor' | 'target';
    switch (name) {
      case 'act.kind':
        return kind;
      case 'act.classes':
        return new Set(KINDS.get(kind));
      case 'actor.id':
      case 'target.id':
        return this.#idOf(party);
      case 'actor.kind':
      case 'target.kind':
        return this.#oracle.registry.groups.get(this.#idOf(party) ?? '')?.kind;
      case 'actor.groups':
      case 'target.groups':
        return new Set(this.#seeds(party).flatMap((id) => [...this.#groupsOf(id)]));
      case 'actor.roles':
      case 'target.roles':
        return this.#roles(party);
      case 'struck.civilian':
        return incident.struck?.civilian ?? isCivilian(incident.struck?.objects ?? []);
      case 'struck.holder':
        return this.#idOf('holder');
      case 'struck.holderGroups':
        return new Set(this.#seeds('holder').flatMap((id) => [...this.#groupsOf(id)]));
      case 'struck.holderRoles':
        return this.#roles('holder');
      case 'place.zones':
        return new Set([...this.#world.zones].filter(([, inside]) => inside).map(([zone]) => zone));
      case 'place.distanceKm':
        return this.#world.distances.get(String(params.to));
      case 'time.hoursSinceStart': {
        const start = Math.min(...this.#oracle.agreement.inForce.map((each) => Date.parse(each.from)));
        const hours = (this.#when.from - start) / 3_600_000;
        return this.#when.extent === 'throughout' ? Math.max(0, hours) : hours;
      }
    }
    if (section === 'coLocation') return this.#coLocation(key, params);
    if (section === 'claims') return this.#claims(key, params);
    const mine = incident.candidates[this.#candidate]?.facts?.[name];
    const own = mine === undefined ? incident.facts?.[name] : mine;
    const found =
      key === undefined ? own : (incident as unknown as Record<string, Record<string, unknown>>)[section]?.[key];
    return Array.isArray(found) ? new Set(found as string[]) : (found as Plain);
  }

  #idOf(party: 'actor' | 'target' | 'holder'): string | undefined {
    const { incident } = this.#world;
    const name = party === 'holder' ? incident.struck?.holder : incident.candidates[this.#candidate]?.[party];
    return this.#oracle.registry.find(name ?? '')?.id;
  }

  #seeds(party: 'actor' | 'target' | 'holder'): string[] {
    const actsFor = party === 'actor' ? (this.#world.incident.candidates[this.#candidate]?.actsFor ?? []) : [];
    const principals = actsFor.map((each) => this.#oracle.registry.find(each)?.id);
    return [this.#idOf(party), ...principals].filter((id) => id !== undefined);
  }

  #groupsOf(id: string): Set<string> {
    const parents = (this.#oracle.registry.groups.get(id)?.memberOf ?? []).filter((each) => this.#open(each));
    return new Set([id, ...parents.flatMap(({ group }) => [...this.#groupsOf(group)])]);
  }

  #roles(party: 'actor' | 'target' | 'holder'): Set<string> {
    const names = Object.keys(this.#oracle.agreement.roles);
    return new Set(names.filter((role) => this.#seeds(party).some((id) => this.#holdsRole(role, id))));
  }

  #holdsRole(role: string, id: string): boolean {
    const change = this.#reading.roles?.[role];
    if (change?.without?.includes(id)) return false;
    const group = this.#oracle.registry.groups.get(id);
    const listings = (by: string) => (group?.listings ?? []).filter((each) => each.by === by);
    const listed = (this.#oracle.agreement.roles[role] ?? []).some((entry) =>
      'group' in entry
        ? entry.group === id && this.#open(entry)
        : listings(entry.listedBy).some(
            (each) => inForce([overlap(windowOf(each), windowOf(entry))], this.#when) === TRUE,
          ),
    );
    const added = (change?.with ?? []).some(
      (entry) => entry === id || (typeof entry === 'object' && entry.group === id && this.#open(entry)),
    );
    return listed || added || (group?.memberOf ?? []).some((to) => this.#open(to) && this.#holdsRole(role, to.group));
  }

  #coLocation(key: string, { group, role }: Record<string, string | number>): Plain {
    const { incident } = this.#world;
    const entries = (incident.coLocation ?? []).flatMap((entry) => {
      const id = this.#oracle.registry.find(entry.group)?.id;
      return id === undefined ? [] : [{ entry, id, groups: this.#groupsOf(id) }];
    });
    const speaking = entries
      .filter(({ groups }) => group === undefined || groups.has(String(group)))
      .filter(({ id }) => role === undefined || this.#holdsRole(String(role), id));
    if (key === 'reported') return group === undefined ? (incident.coLocation ?? []).length > 0 : speaking.length > 0;
    if (key === 'denied') return speaking.some(({ entry }) => (entry.deniedBy ?? []).length > 0);
    if (key === 'distanceKm') return Math.min(...speaking.map(({ entry }) => entry.distanceKm as number));
    if (key === 'groups')
      return new Set(entries.filter(({ entry }) => entry.nature !== 'none').flatMap(({ groups }) => [...groups]));
    const natures = speaking.filter(({ entry, id }) => entry.nature !== 'none' || id === group || group === undefined);
    return new Set(natures.map(({ entry }) => entry.nature as string));
  }

  #claims(key: string, { by, byRole }: Record<string, string | number>): Plain {
    const made = (this.#world.incident.claims ?? []).filter((claim) => {
      const id = this.#oracle.registry.find(claim.by)?.id;
      if (by !== undefined && (id === undefined || !this.#groupsOf(id).has(String(by)))) return false;
      return byRole === undefined || (id !== undefined && this.#holdsRole(String(byRole), id));
    });
    if (key === 'kinds') return new Set(made.map((claim) => claim.kind));
    const targets = made
      .map((claim) => this.#oracle.registry.find(claim.target ?? '')?.id)
      .filter((id) => id !== undefined);
    return new Set(targets.flatMap((id) => [...this.#groupsOf(id)]));
  }
}

/** A listing counts while the role's entry does: from the later beginning until the earlier end. */
const overlap = (a: Window, b: Window): Window => ({
  from: Math.max(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY),
  until: Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY),
});

/** Any civilian object, or else nothing but military ones; the worlds say it where neither holds. */
const isCivilian = (objects: readonly string[]): boolean =>
  objects.some((each) => (CIVILIAN_OBJECTS as readonly string[]).includes(each));

function compare({ operator, value }: Leaf, fact: Plain): boolean {
  if (operator === 'contains') return (fact as ReadonlySet<string>).has(value as string);
  if (operator === 'doesNotContain') return !(fact as ReadonlySet<string>).has(value as string);
  if (operator === 'equal') return fact === value;
  if (operator === 'notEqual') return fact !== value;
  if (operator === 'in') return (value as unknown[]).includes(fact);
  if (operator === 'notIn') return !(value as unknown[]).includes(fact);
  const [a, b] = [fact as number, value as number];
  if (operator === 'lessThan') return a < b;
  if (operator === 'lessThanInclusive') return a <= b;
  return operator === 'greaterThan' ? a > b : a >= b;
}
