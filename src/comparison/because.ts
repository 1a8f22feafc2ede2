import type { Registry } from '../domain/group.js';
import type { Incident } from '../domain/incident.js';
import { type Possibilities, possibilitiesOf } from '../engine/possibilities.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { Hybrids } from './hybrids.js';
import type { Requirements } from './requirements.js';
import type { RuleEdit, RuleEdits } from './rule-edits.js';

/** Which edits turn what is possible of an incident under one agreement. Remembers what it tried of the last incident. */
export class Because {
  readonly #edits: readonly RuleEdit[];
  readonly #requirements: Requirements;
  readonly #hybrids: Hybrids;
  readonly #touches: (incident: Incident, edit: RuleEdit) => boolean;
  #last: { incident: Incident; tried: Map<string, Possibilities>; situations: Map<Registry, Situation> } | undefined;

  /**
   * @param agreement its id
   * @param registry of the earlier rulebook
   * @param touches false only where the edit cannot alter what is made of the incident
   */
  constructor(
    edits: RuleEdits,
    requirements: Requirements,
    agreement: string,
    registry: Registry,
    touches: (incident: Incident, edit: RuleEdit) => boolean,
  ) {
    this.#edits = edits.edits.filter(
      (edit) => edit.effect === 'outcomes' && (edit.agreement === undefined || edit.agreement === agreement),
    );
    this.#requirements = requirements;
    this.#hybrids = new Hybrids(edits, agreement, registry);
    this.#touches = touches;
  }

  /**
   * An irreducible set of edits that, made in the earlier rulebook, brings what the later one leaves possible. Found by
   * dropping in order of id, by halves, each edit with those that cannot be without it, so always the same.
   * @param reading only of this one; of all readings when absent
   * @yields before each hybrid that is judged: where rules differ in much, there are hundreds of them
   * @returns in order of id; empty where nothing differs
   */
  *find(incident: Incident, reading: string | undefined): Generator<void, readonly RuleEdit[]> {
    const all = this.#edits.map(({ id }) => id);
    const wanted = this.#stateWith(incident, all, reading);
    if (this.#stateWith(incident, [], reading) === wanted) return [];
    const touching = this.#edits.filter((edit) => this.#touches(incident, edit)).map(({ id }) => id);
    const start = this.#known(this.#requirements.withNeeded(touching));
    let kept = this.#stateWith(incident, start, reading) === wanted ? start : all;
    for (let before = -1; before !== kept.length; ) {
      before = kept.length;
      // Those that are to go next, the first at the end: some at once, and by halves where they cannot.
      const chunks = [kept];
      for (let chunk = chunks.pop(); chunk !== undefined; chunk = chunks.pop()) {
        const left = chunk.filter((id) => kept.includes(id));
        if (left.length === 0) continue;
        const dropped = new Set(left.flatMap((id) => [...this.#requirements.dependentsOf(id)]));
        const without = kept.filter((each) => !dropped.has(each));
        yield;
        // To drop all of them is to have the earlier rulebook, which is known to differ.
        if (without.length > 0 && this.#stateWith(incident, without, reading) === wanted) kept = without;
        else if (left.length > 1) chunks.push(left.slice(left.length / 2), left.slice(0, left.length / 2));
      }
    }
    return this.#edits.filter(({ id }) => kept.includes(id));
  }

  #known(ids: ReadonlySet<string>): string[] {
    return this.#edits.map(({ id }) => id).filter((id) => ids.has(id));
  }

  /** What the readings leave possible when these edits are made, as a text; equal texts are equal outcomes. */
  #stateWith(incident: Incident, made: readonly string[], reading: string | undefined): string {
    const hybrid = this.#hybrids.get(made);
    if (this.#last?.incident !== incident) this.#last = { incident, tried: new Map(), situations: new Map() };
    const { tried, situations } = this.#last;
    const key = made.join('\n');
    const situation = situations.get(hybrid.registry) ?? situationOf(incident, hybrid.registry);
    situations.set(hybrid.registry, situation);
    const found = tried.get(key) ?? possibilitiesOf(situation, hybrid.agreement);
    tried.set(key, found);
    if (found.untouched) return 'untouched';
    const readings = reading === undefined ? (hybrid.agreement?.readings.map(({ id }) => id).sort() ?? []) : [reading];
    return readings.map((id) => `${id}=${found.of(id) ?? 'none'}`).join(' ');
  }
}
