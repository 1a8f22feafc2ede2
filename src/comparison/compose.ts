import type { Agreement, Reading } from '../domain/agreement.js';
import type { Group } from '../domain/group.js';
import type { AgreementSource } from '../engine/compiled-agreement.js';
import type { RulebookSource } from '../engine/rulebook.js';
import type { RoleStance, Stance, TermStance, Unit } from './units.js';

/** Units put together to a rulebook again: the inverse of `unitsOf`, but for lists that were empty, which are left out. */
export function compose(units: readonly Unit[]): RulebookSource {
  const groups: Group[] = [];
  const drafts = new Map<string, AgreementDraft>();
  for (const unit of units) {
    if (unit.kind === 'group') groups.push(unit.value as Group);
    else if (unit.kind === 'agreement') drafts.set(unit.name, new AgreementDraft(unit.value as object));
    else drafts.get(unit.agreement ?? '')?.add(unit);
  }
  return {
    groups: groups.sort((a, b) => (a.id < b.id ? -1 : 1)),
    agreements: [...drafts.values()].map((draft) => draft.done()),
  };
}

type Lists = Record<string, unknown[]>;
const LIST_OF: Readonly<Partial<Record<Unit['kind'], string>>> = {
  texts: 'texts',
  vocabulary: 'vocabulary',
  term: 'terms',
  exception: 'exceptions',
  duty: 'duties',
  note: 'notes',
};

/** One agreement while it is put together. */
class AgreementDraft {
  readonly #definition: Record<string, unknown>;
  readonly #readings = new Map<string, ReadingDraft>();
  readonly #zones: { features: unknown[]; rest: object } = { features: [], rest: {} };
  #presence: { features: unknown[]; rest: object } | undefined;

  constructor(head: object) {
    this.#definition = { ...head, roles: {} };
  }

  add(unit: Unit): void {
    const { kind, name, value, within = '' } = unit;
    const list = LIST_OF[kind];
    const roles = this.#definition.roles as Lists;
    if (list !== undefined) this.#listed(list).push(value);
    else if (kind === 'condition') this.#definition.conditions = { ...this.#conditions, [name]: value };
    else if (kind === 'key') this.#definition[name] = value;
    else if (kind === 'role') roles[name] = [];
    else if (kind === 'role-entry') roles[within]?.push(...(value as unknown[]));
    else if (kind === 'zones') this.#zones.rest = value as object;
    else if (kind === 'zone') this.#zones.features.push(value);
    else if (kind === 'presence') this.#presence = { features: [], rest: value as object };
    else if (kind === 'sightings') this.#presence?.features.push(...(value as unknown[]));
    else if (kind === 'reading') this.#readings.set(name, new ReadingDraft(name));
    else this.#readings.get(within)?.add(unit);
  }

  get #conditions(): Record<string, unknown> {
    return (this.#definition.conditions ?? {}) as Record<string, unknown>;
  }

  #listed(key: string): unknown[] {
    const list = (this.#definition[key] ?? []) as unknown[];
    this.#definition[key] = list;
    return list;
  }

  done(): AgreementSource {
    const readings = [...this.#readings.values()].map((draft) => draft.done());
    return {
      definition: { ...this.#definition, readings } as unknown as Agreement,
      zones: { ...this.#zones.rest, features: this.#zones.features },
      ...(this.#presence === undefined
        ? {}
        : { presence: { ...this.#presence.rest, features: this.#presence.features } }),
    };
  }
}

/** One reading while it is put together. */
class ReadingDraft {
  readonly #keys: Record<string, unknown> = {};
  readonly #accepts: Reading['accepts'] = [];
  readonly #lists: Lists = {};
  readonly #terms: Lists = {};
  readonly #roles: Record<string, Lists> = {};

  constructor(id: string) {
    this.#keys.id = id;
  }

  add({ kind, name, value, role = '' }: Unit): void {
    const push = (lists: Lists, key: string, items: readonly unknown[]) => {
      lists[key] = [...(lists[key] ?? []), ...items];
    };
    if (kind === 'reading-key') this.#keys[name] = value;
    else if (kind === 'presumption') push(this.#lists, 'presumes', value as unknown[]);
    else if (kind === 'doubt') push(this.#lists, 'doubts', value as unknown[]);
    else if (kind === 'reading-exception') {
      const stance = value as Stance;
      if (stance.accepts !== undefined) this.#accepts.push(stance.accepts);
      if (stance.undecided === true) push(this.#lists, 'undecided', [name]);
    } else if (kind === 'reading-term') {
      const stance = value as TermStance;
      if (stance.with === true) push(this.#terms, 'with', [name]);
      if (stance.without === true) push(this.#terms, 'without', [name]);
    } else if (kind === 'reading-role') {
      const stance = value as RoleStance;
      this.#roles[role] ??= {};
      const lists = this.#roles[role];
      if (stance.with !== undefined) push(lists, 'with', stance.with);
      if (stance.without === true) push(lists, 'without', [name]);
    }
  }

  done(): Reading {
    const given = (key: string, value: object) => (Object.keys(value).length === 0 ? {} : { [key]: value });
    return {
      ...this.#keys,
      accepts: this.#accepts,
      ...this.#lists,
      ...given('roles', this.#roles),
      ...given('terms', this.#terms),
    } as unknown as Reading;
  }
}
