import { TRUE } from '../domain/truth.js';
import { ANY_SET, type Fact, type FactValue, UNKNOWN_VALUE } from './fact-value.js';
import type { PartyName } from './outlook.js';
import { pathOf, type RolesHeld, rolesHeld } from './roles.js';
import { isOpen, type Party } from './situation.js';
import type { View } from './view.js';

/** Facts of the parties: identity, kind, the groups they are in and the roles they hold (S6). */

const askOf: Record<PartyName, string> = { actor: 'actor.id', target: 'target.id', holder: 'struck.holder' };

const pointerOf = (view: View, name: PartyName) =>
  name === 'holder' ? '/struck/holder' : `/candidates/${view.candidate}/${name}`;

/** Where a party's identity comes from, or why it is not known. */
function origin(view: View, name: PartyName, party: Party): string {
  if (view.outlook.parties?.[name] !== undefined)
    return view.outlook.parties[name].id === undefined ? 'doubted by the reading' : 'presumed by the reading';
  const pointer = pointerOf(view, name);
  if (party.asWritten !== undefined) return `report: ${pointer}, the registry does not hold “${party.asWritten}”`;
  return party.id === undefined ? `report: ${pointer} not said` : `report: ${pointer}`;
}

export function partyId(view: View, name: PartyName): Fact {
  const party = view.party(name);
  const value: FactValue = party.id === undefined ? UNKNOWN_VALUE : { is: 'value', value: party.id };
  return { value, from: origin(view, name, party), open: party.id === undefined ? askOf[name] : undefined };
}

export function partyKind(view: View, name: PartyName): Fact {
  const party = view.party(name);
  const kind = party.id === undefined ? undefined : view.situation.registry.groups.get(party.id)?.kind;
  if (kind === undefined) return { value: UNKNOWN_VALUE, from: origin(view, name, party), open: askOf[name] };
  return { value: { is: 'value', value: kind }, from: `groups: ${party.id} is of kind ${kind}` };
}

const seedsOf = (party: Party) => (party.id === undefined ? party.actsFor : [party.id, ...party.actsFor]);

/** A set whose members come in three states of sureness; `open` parties may be in anything. */
function boundedSet(certain: ReadonlySet<string>, possible: ReadonlySet<string>, party: Party): FactValue {
  if (isOpen(party)) return certain.size === 0 ? ANY_SET : { is: 'set', certain, possible: 'anything' };
  return { is: 'set', certain, possible };
}

export function partyGroups(view: View, name: PartyName): Fact {
  const party = view.party(name);
  const { registry, occurrence } = view.situation;
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const seed of seedsOf(party))
    for (const [group, sure] of registry.groupsOf(seed, occurrence)) {
      possible.add(group);
      if (sure === TRUE) certain.add(group);
    }
  const open = isOpen(party) ? askOf[name] : possible.size > certain.size ? 'occurred' : undefined;
  const from = seedsOf(party).length > 0 ? `groups: ${seedsOf(party).join(', ')}` : origin(view, name, party);
  return { value: boundedSet(certain, possible, party), from, open };
}

export function partyRoles(view: View, name: PartyName): Fact {
  const party = view.party(name);
  const { registry, occurrence } = view.situation;
  const seeds = seedsOf(party);
  const { certain, possible, paths } = ofAll(
    seeds.map((seed) => rolesHeld(view.outlook.roles, registry, seed, occurrence)),
  );
  const open = isOpen(party) ? askOf[name] : possible.size > certain.size ? 'occurred' : undefined;
  const presumed = view.outlook.parties?.[name] === undefined ? '' : `, ${origin(view, name, party)}`;
  const from =
    paths.length > 0
      ? `groups: ${paths.join('; ')}${presumed}`
      : seeds.length > 0 && !isOpen(party)
        ? `groups: ${seeds.join(', ')} holds no role${presumed}`
        : origin(view, name, party);
  return { value: boundedSet(certain, possible, party), from, open };
}

const NONE_HELD = { certain: new Set<string>(), possible: new Set<string>(), paths: [] };

/** What a party and those it acts for hold together; of a role that several hold, the path of the first. */
function ofAll(held: readonly RolesHeld[]): Pick<RolesHeld, 'certain' | 'possible' | 'paths'> {
  const [only] = held;
  if (only === undefined) return NONE_HELD;
  if (held.length === 1) return only;
  const certain = new Set<string>();
  const possible = new Set(held.flatMap((each) => [...each.possible]));
  const paths: string[] = [];
  for (const role of [...possible].sort())
    for (const { roles } of held) {
      const holding = roles.get(role);
      if (holding?.truth !== TRUE || certain.has(role)) continue;
      certain.add(role);
      paths.push(pathOf(role, holding));
    }
  return { certain, possible, paths };
}
