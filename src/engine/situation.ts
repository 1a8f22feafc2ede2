import type { Registry } from '../domain/group.js';
import type { Candidate, Incident } from '../domain/incident.js';
import { type Disc, insideZone, type Zone } from '../domain/place.js';
import { instantOfChecked, type Occurrence } from '../domain/time.js';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../domain/truth.js';

/** An incident as reported, read once: names resolved, times parsed, place as a disc. Shared by all readings. */

/** A party to the act: the groups it is known to be or to act for, and whether its own identity is known. */
export interface Party {
  readonly id: string | undefined;
  readonly actsFor: readonly string[];
  /** Whether it acts for a group that the registry does not hold. */
  readonly principalsOpen: boolean;
  /** The name as it was written, where the registry does not hold it. */
  readonly asWritten: string | undefined;
}

export interface NamedEntry<Entry> {
  readonly entry: Entry;
  readonly group: string | undefined;
}

export interface Situation {
  readonly incident: Incident;
  readonly occurrence: Occurrence;
  readonly disc: Disc | undefined;
  readonly kinds: readonly string[];
  readonly candidates: readonly { readonly actor: Party; readonly target: Party; readonly reported: Candidate }[];
  readonly holder: Party;
  readonly coLocation: readonly NamedEntry<NonNullable<Incident['coLocation']>[number]>[] | undefined;
  readonly claims: readonly NamedEntry<NonNullable<Incident['claims']>[number]>[];
  readonly registry: Registry;
  /** Whether the place is in a zone; measured once for all readings. */
  inZone(zone: Zone): Truth;
}

/** Whether the party may be, or act for, a group that is not named. */
export const isOpen = (party: Party): boolean => party.id === undefined || party.principalsOpen;

/** The party behind a name; an absent name is a party nobody knows. */
export function partyOf(name: string | null | undefined, registry: Registry, actsFor: readonly string[] = []): Party {
  const id = name == null ? undefined : registry.find(name)?.id;
  const principals = actsFor.map((each) => registry.find(each)?.id);
  return {
    id,
    actsFor: principals.filter((each) => each !== undefined),
    principalsOpen: principals.includes(undefined),
    asWritten: name != null && id === undefined ? name : undefined,
  };
}

/** The time of a report in instants; it fits the contract. */
export function occurrenceOf({ from, to, extent }: Incident['occurred']): Occurrence {
  const first = instantOfChecked(from);
  return { from: first, to: to == null ? first : instantOfChecked(to), extent: extent ?? 'within' };
}

/** @param incident fits the contract (incidentSchema). */
export function situationOf(incident: Incident, registry: Registry): Situation {
  const { place } = incident;
  const measured = new Map<Zone, Truth>();
  const disc =
    place?.lon == null || place.lat == null
      ? undefined
      : { lon: place.lon, lat: place.lat, radiusKm: place.radiusKm ?? undefined };
  return {
    incident,
    registry,
    occurrence: occurrenceOf(incident.occurred),
    disc,
    kinds: typeof incident.kind === 'string' ? [incident.kind] : [...new Set(incident.kind)],
    candidates: incident.candidates.map((reported) => ({
      actor: partyOf(reported.actor, registry, reported.actsFor ?? []),
      target: partyOf(reported.target, registry),
      reported,
    })),
    holder: partyOf(incident.struck?.holder, registry),
    coLocation: incident.coLocation?.map((entry) => ({ entry, group: registry.find(entry.group)?.id })),
    claims: (incident.claims ?? []).map((entry) => ({ entry, group: registry.find(entry.by)?.id })),
    inZone(zone) {
      const known = measured.get(zone);
      if (known !== undefined) return known;
      const truth = withCodes(insideZone(disc, zone), zone, place?.within ?? []);
      measured.set(zone, truth);
      return truth;
    },
  };
}

/** A source may say that the place lies in an area, however far its disc reaches; saying it against the disc settles nothing. */
function withCodes(measured: Truth, zone: Zone, within: readonly string[]): Truth {
  if (!within.some((code) => code === zone.id || zone.codes.includes(code))) return measured;
  return measured === FALSE ? UNKNOWN : TRUE;
}
