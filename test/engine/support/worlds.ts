import type { Doubt, Leaf, Presumption, Reading } from '../../../src/domain/agreement.js';
import type { Registry } from '../../../src/domain/group.js';
import type { Incident } from '../../../src/domain/incident.js';
import { discToZone, insideZone, type Zone } from '../../../src/domain/place.js';
import { FALSE, not, TRUE, type Truth, truthOf, UNKNOWN } from '../../../src/domain/truth.js';
import { occurrenceOf, type World } from '../../helpers/engine-oracle.js';
import type { RandomRulebook } from '../../helpers/random-rulebook.js';
import type { Chance } from './chance.js';
import { civilianFollows, type Edit, type Opening, openingsOf } from './fillings.js';
import { KIND_POOL } from './random-conditions.js';

/** Every way of filling in what one candidate leaves open under one reading (S12): doubts first, then presumptions. */
export interface Worlds {
  readonly count: number;
  /** Every part of the report that is open has few answers, and the place needs no guess. */
  readonly settledGround: boolean;
  at(index: number, chance: Chance): World;
}

/** An own fact of the only candidate: what it says itself, even that it is not known, stands before the incident's. */
function ownOf(incident: Incident, name: string): unknown {
  const mine = incident.candidates[0]?.facts?.[name];
  return mine === undefined ? incident.facts?.[name] : mine;
}

/** A condition of a presumption or doubt, on the report as it came (S10). */
export function heldTruth(leaf: Leaf, incident: Incident): Truth {
  if (leaf.fact === 'claims.kinds') return truthOf((incident.claims ?? []).some((claim) => claim.kind === leaf.value));
  if (leaf.fact === 'coLocation.reported') return truthOf((incident.coLocation ?? []).length > 0 === leaf.value);
  const flag = ownOf(incident, 'flag');
  const truth = typeof flag === 'boolean' ? truthOf(flag === true) : UNKNOWN;
  return leaf.value === true ? truth : not(truth);
}

export const counts = (held: Doubt | Presumption, incident: Incident): boolean =>
  (held.when === undefined || heldTruth(held.when as Leaf, incident) === TRUE) &&
  (held.unless === undefined || heldTruth(held.unless as Leaf, incident) === FALSE);

/** The report with one candidate only. */
export const aloneWith = (incident: Incident, candidate: number): Incident => ({
  ...structuredClone({ ...incident, candidates: [] }),
  candidates: [structuredClone(incident.candidates[candidate] as Incident['candidates'][number])],
});

interface Prepared {
  readonly incident: Incident;
  readonly forcedCivilian: boolean;
  readonly kinds: readonly string[] | undefined;
  readonly natures: readonly { group: string; nature: string }[];
}

/** Doubts take facts away, presumptions fill what is then unknown. */
function prepare(reported: Incident, reading: Reading, registry: Registry): Prepared {
  const incident = structuredClone(reported);
  const [candidate] = incident.candidates as [Incident['candidates'][number]];
  let forcedCivilian = false;
  let kinds: readonly string[] | undefined;
  const own = (name: string) => ownOf(incident, name);
  for (const { fact } of (reading.doubts ?? []).filter((doubt) => counts(doubt, reported))) {
    if (fact === 'actor.id') Object.assign(candidate, { actor: null, actsFor: null });
    else if (fact === 'target.id') candidate.target = null;
    else if (fact === 'struck.objects') incident.struck = { ...incident.struck, objects: null };
    else if (fact === 'act.kind') kinds = [...KIND_POOL, 'other', 'weapon-presence'];
    else if (fact === 'struck.civilian') {
      incident.struck = { ...incident.struck, civilian: null };
      forcedCivilian = true;
    } else {
      candidate.facts = { ...candidate.facts, [fact]: null };
      incident.facts = { ...incident.facts, [fact]: null };
    }
  }
  const natures: { group: string; nature: string }[] = [];
  for (const held of reading.presumes ?? []) {
    if ('exception' in held || !counts(held, reported)) continue;
    const { fact } = held;
    if ('contains' in held) natures.push({ group: String(held.params?.group), nature: held.contains });
    else if (fact === 'actor.id' || fact === 'target.id') {
      const party = fact === 'actor.id' ? 'actor' : 'target';
      if (registry.find(candidate[party] ?? '') === undefined) candidate[party] = String(held.is);
    } else if (fact === 'struck.civilian') {
      const follows =
        incident.struck?.objects == null || forcedCivilian ? undefined : civilianFollows(incident.struck.objects);
      if (incident.struck?.civilian == null && follows === undefined) {
        incident.struck = { ...incident.struck, civilian: held.is as boolean };
        forcedCivilian = false;
      }
    } else if (fact === 'response.toAttack') {
      if (incident.response?.toAttack == null)
        incident.response = { ...incident.response, toAttack: held.is as boolean };
    } else if (isNothing(own(fact))) candidate.facts = { ...candidate.facts, [fact]: held.is };
  }
  return { incident, forcedCivilian, kinds, natures };
}

/** Nothing is known of it: absent, null, or bounds that bound nothing. */
const isNothing = (value: unknown): boolean =>
  value == null ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every((bound) => bound == null));

/** The worlds of one candidate under one reading. */
export function worldsOf(
  whole: Incident,
  candidate: number,
  reading: Reading,
  book: RandomRulebook,
  registry: Registry,
  zones: ReadonlyMap<string, Zone>,
): Worlds {
  const prepared = prepare(aloneWith(whole, candidate), reading, registry);
  const { incident } = prepared;
  const openings: Opening[] = openingsOf(incident, book, registry, prepared.forcedCivilian).filter(
    ({ fact }) => fact !== 'act.kind' || prepared.kinds === undefined,
  );
  if (prepared.kinds !== undefined)
    openings.unshift({
      fact: 'act.kind',
      options: prepared.kinds.map(
        (kind): Edit =>
          (draft) => {
            draft.kind = kind as 'other';
          },
      ),
    });
  const undecided = reading.undecided ?? [];
  const sizes = [...openings.map(({ options }) => options.length), ...undecided.map(() => 2)];
  return {
    count: sizes.reduce((product, size) => product * size, 1),
    settledGround: incident.place?.radiusKm === 0 && !openings.some(({ fact }) => fact.startsWith('coLocation')),
    at(index, chance) {
      const draft = structuredClone(incident);
      let rest = index;
      const digit = (size: number) => {
        const chosen = rest % size;
        rest = Math.floor(rest / size);
        return chosen;
      };
      for (const { options } of openings) options[digit(options.length)]?.(draft);
      if (Array.isArray(draft.kind)) draft.kind = draft.kind[0] as 'other';
      const applied = new Map(undecided.map((id) => [id, digit(2) === 1]));
      for (const each of prepared.natures) presumeNature(draft, incident, each, registry);
      return { incident: draft, ...groundOf(draft, zones, chance), undecided: applied };
    },
  };
}

/** A nature that is presumed is put on the list, unless the report's own list for that group is whole. */
function presumeNature(
  draft: Incident,
  reported: Incident,
  { group, nature }: { group: string; nature: string },
  registry: Registry,
): void {
  const speaks = (name: string) => {
    const id = registry.find(name)?.id;
    return id !== undefined && registry.groupsOf(id, occurrenceOf(reported)).get(group) === TRUE;
  };
  const list = reported.coLocation ?? [];
  const own = list.some((entry) => registry.find(entry.group)?.id === group);
  const whole = list.filter((entry) => speaks(entry.group)).every((entry) => entry.nature != null);
  if (own && whole) return;
  draft.coLocation = [...(draft.coLocation ?? []), { group, nature: nature as 'none', distanceKm: 1e9 }];
}

/** Where the point lies to each zone; how far a zone may be off is chance, as nobody knows it. */
function groundOf(
  { place }: Incident,
  zones: ReadonlyMap<string, Zone>,
  chance: Chance,
): Pick<World, 'zones' | 'distances'> {
  const point =
    place?.lon == null || place.lat == null
      ? { lon: 1, lat: 0.5, radiusKm: 0 }
      : { lon: place.lon, lat: place.lat, radiusKm: 0 };
  const inside = new Map<string, boolean>();
  const distances = new Map<string, number>();
  for (const [id, zone] of zones) {
    const measured = insideZone(point, zone);
    const named = (place?.within ?? []).includes(id);
    const open = named ? measured === FALSE : measured === UNKNOWN;
    inside.set(id, open ? chance.next() < 0.5 : named || measured === TRUE);
    const bounds = discToZone(point, zone) ?? { min: 0, max: 1 };
    distances.set(id, bounds.min + chance.pick([0, 0.5, 1]) * (bounds.max - bounds.min));
  }
  return { zones: inside, distances };
}
