import type { Registry } from '../domain/group.js';
import type { Occurrence } from '../domain/time.js';
import { TRUE, type Truth, UNKNOWN } from '../domain/truth.js';
import type { CompiledAgreement } from '../engine/compiled-agreement.js';
import type { PartyName } from '../engine/outlook.js';
import type { RoleConfig } from '../engine/roles.js';
import { type Situation, situationOf } from '../engine/situation.js';
import { View } from '../engine/view.js';

/** Who a party may be at a moment, as far as the agreement's leaves can tell groups apart. Every truth is the engine's own. */

/** One of the groups that no leaf tells from each other: its truths of each leaf on the party, for each set of role lists. */
export interface PartyOption {
  readonly id: string;
  /** By set of role lists, then by atom. */
  readonly truths: readonly (readonly (Truth | undefined)[])[];
}

export interface Moment {
  readonly occurrence: Occurrence;
  /** Of the atoms that hang on time alone. */
  readonly truths: readonly (Truth | undefined)[];
  readonly parties: Readonly<Record<PartyName, readonly PartyOption[]>>;
  /** Whom an actor may act for: groups that add a role or a membership. */
  readonly principals: readonly PartyOption[];
}

export const PARTIES: readonly PartyName[] = ['actor', 'target', 'holder'];
const ASKS: Readonly<Record<PartyName, string>> = {
  actor: 'actor.id',
  target: 'target.id',
  holder: 'struck.holder',
};

/** The atoms that hang on who a party is. */
export const atomsOfParty = (agreement: CompiledAgreement, party: PartyName): readonly number[] =>
  agreement.atoms.filter((atom) => atom.slot !== undefined && atom.ask === ASKS[party]).map((atom) => atom.index);

/** The atoms that hang on time alone. */
export const atomsOfTime = (agreement: CompiledAgreement): readonly number[] =>
  agreement.atoms.filter((atom) => atom.ask === 'occurred').map((atom) => atom.index);

/** Whether a leaf asks for a membership or a role, which acting for another group can add. */
export const canBeAdded = (agreement: CompiledAgreement, atom: number): boolean =>
  /\.(roles|groups)$/.test(agreement.atoms[atom]?.slot?.name ?? '');

/** @returns the situation of an act at that time, of which nothing else is told. */
export const bareSituation = (occurrence: Occurrence, registry: Registry): Situation =>
  situationOf(
    {
      reportId: 'inspection',
      occurred: {
        from: new Date(occurrence.from).toISOString(),
        to: new Date(occurrence.to).toISOString(),
        extent: occurrence.extent,
      },
      kind: 'other',
      candidates: [{}],
    },
    registry,
  );

/**
 * The moments of an agreement with who may be a party to an act then; moments that nothing tells apart are one.
 * @param groups ids in the order in which they are to be tried
 */
export function peopled(
  agreement: CompiledAgreement,
  registry: Registry,
  occurrences: readonly Occurrence[],
  configs: readonly RoleConfig[],
  groups: readonly string[],
): Moment[] {
  const bySignature = new Map<string, Moment>();
  for (const occurrence of occurrences) {
    const moment = momentOf(agreement, registry, occurrence, configs, groups);
    const key = `${occurrence.extent} ${signature(moment)}`;
    const same = key.replace('throughout', 'within');
    if (!bySignature.has(key) && !bySignature.has(same)) bySignature.set(key, moment);
  }
  return [...bySignature.values()];
}

const signature = (moment: Moment): string =>
  [
    moment.truths.join(','),
    ...PARTIES.map((party) =>
      moment.parties[party].map((each) => each.truths.map((one) => one.join('')).join('|')).sort(),
    ),
    moment.principals.map((each) => each.truths.map((one) => one.join('')).join('|')).sort(),
  ].join(' ; ');

function momentOf(
  agreement: CompiledAgreement,
  registry: Registry,
  occurrence: Occurrence,
  configs: readonly RoleConfig[],
  groups: readonly string[],
): Moment {
  const situation = bareSituation(occurrence, registry);
  const timed = new View(situation, 0, agreement, { roles: new Map() });
  const truths: (Truth | undefined)[] = [];
  for (const atom of atomsOfTime(agreement)) truths[atom] = timed.truth(atom);
  const optionsOf = (party: PartyName) => distinctOptions(agreement, situation, party, configs, groups);
  const parties = { actor: optionsOf('actor'), target: optionsOf('target'), holder: optionsOf('holder') };
  return { occurrence, truths, parties, principals: principalsOf(agreement, parties.actor) };
}

function distinctOptions(
  agreement: CompiledAgreement,
  situation: Situation,
  party: PartyName,
  configs: readonly RoleConfig[],
  groups: readonly string[],
): PartyOption[] {
  const atoms = atomsOfParty(agreement, party);
  const found = new Map<string, PartyOption>();
  for (const id of groups) {
    const parties = { [party]: { id, actsFor: [], principalsOpen: false, asWritten: undefined } };
    const truths = configs.map((roles) => {
      const view = new View(situation, 0, agreement, { roles, parties });
      const of: (Truth | undefined)[] = [];
      for (const atom of atoms) of[atom] = view.truth(atom);
      return of;
    });
    const key = truths.map((each) => atoms.map((atom) => each[atom]).join('')).join('|');
    if (!found.has(key)) found.set(key, { id, truths });
  }
  return [...found.values()];
}

/** Of groups that would add the same, the first. A group that adds nothing is none. */
function principalsOf(agreement: CompiledAgreement, actors: readonly PartyOption[]): PartyOption[] {
  const atoms = atomsOfParty(agreement, 'actor').filter((atom) => canBeAdded(agreement, atom));
  const found = new Map<string, PartyOption>();
  for (const option of actors) {
    const adds = option.truths.map((each) => atoms.map((atom) => contained(agreement, atom, each[atom] ?? UNKNOWN)));
    const key = adds.map((each) => each.join('')).join('|');
    if (/2/.test(key) && !found.has(key)) found.set(key, option);
  }
  return [...found.values()];
}

/** The truth of `contains` behind a leaf that asks for a member, be it there or not there. */
export function contained(agreement: CompiledAgreement, atom: number, truth: Truth): Truth {
  return agreement.leafOf(atom)?.operator === 'doesNotContain' ? ((TRUE - truth) as Truth) : truth;
}
