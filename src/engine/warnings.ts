import type { Incident } from '../domain/incident.js';
import { nearest } from '../domain/nearest.js';
import { insideZone } from '../domain/place.js';
import type { Fault } from '../domain/problem.js';
import { REDACTED } from '../domain/redacted.js';
import { FALSE, TRUE } from '../domain/truth.js';
import type { Warning } from '../domain/verdict.js';
import type { Rulebook } from './rulebook.js';

/** What only the rulebook can tell of a report: names it does not hold, facts nobody declared, places that look swapped. */

/** Every name of a group in a report, with its pointer. */
function namesIn(incident: Incident): { pointer: string; name: string }[] {
  const found: { pointer: string; name: string }[] = [];
  const add = (pointer: string, name: string | null | undefined) => {
    if (name != null && name !== REDACTED) found.push({ pointer, name });
  };
  incident.candidates.forEach((candidate, index) => {
    add(`/candidates/${index}/actor`, candidate.actor);
    add(`/candidates/${index}/target`, candidate.target);
    candidate.actsFor?.forEach((name, at) => {
      add(`/candidates/${index}/actsFor/${at}`, name);
    });
  });
  add('/struck/holder', incident.struck?.holder);
  add('/access/controlledBy', incident.access?.controlledBy);
  incident.claims?.forEach((claim, index) => {
    add(`/claims/${index}/by`, claim.by);
    add(`/claims/${index}/target`, claim.target);
  });
  incident.coLocation?.forEach((entry, index) => {
    add(`/coLocation/${index}/group`, entry.group);
  });
  return found;
}

/** Oddities that do not keep a report from being accepted (S6). */
export function warningsOf(incident: Incident, rulebook: Rulebook): Warning[] {
  return [
    ...unknownNames(incident, rulebook),
    ...ownFactWarnings(incident, rulebook),
    ...placeWarnings(incident, rulebook),
  ];
}

function unknownNames(incident: Incident, { registry }: Rulebook): Warning[] {
  return namesIn(incident)
    .filter(({ name }) => registry.find(name) === undefined)
    .map(({ pointer, name }) => ({
      pointer,
      code: 'unknown-group',
      detail: `the registry holds no group of the name “${name}”; it is kept as written and its roles are unknown`,
      nearest: registry.nearestNames(name),
    }));
}

function ownFactWarnings(incident: Incident, rulebook: Rulebook): Warning[] {
  const declared = new Map(
    [...rulebook.agreements.values()].flatMap((each) =>
      (each.definition.vocabulary ?? []).map((own) => [own.name, own] as const),
    ),
  );
  const sent = [
    ...Object.entries(incident.facts ?? {}).map(([name, value]) => ({ pointer: `/facts/${name}`, name, value })),
    ...incident.candidates.flatMap((candidate, index) =>
      Object.entries(candidate.facts ?? {}).map(([name, value]) => ({
        pointer: `/candidates/${index}/facts/${name}`,
        name,
        value,
      })),
    ),
  ];
  return sent.flatMap(({ pointer, name, value }): Warning[] => {
    const own = declared.get(name);
    if (own === undefined)
      return [
        {
          pointer,
          code: 'unknown-fact',
          detail: `no agreement declares a fact called “${name}”; it is kept and read by no rule`,
          nearest: nearest(name, declared.keys()),
        },
      ];
    if (value === null || typeFits(value, own.type)) return [];
    return [
      {
        pointer,
        code: 'wrong-fact-type',
        detail: `“${name}” is a ${own.type}; what was sent is kept and counts as unknown`,
      },
    ];
  });
}

function typeFits(value: unknown, type: string): boolean {
  if (type === 'set') return Array.isArray(value);
  if (type === 'number') return typeof value === 'number' || (typeof value === 'object' && !Array.isArray(value));
  return typeof value === (type === 'text' ? 'string' : type);
}

function placeWarnings(incident: Incident, rulebook: Rulebook): Warning[] {
  const { place } = incident;
  if (place?.lon == null || place.lat == null) return [];
  const warnings: Warning[] = [];
  if (place.radiusKm == null)
    warnings.push({
      pointer: '/place/radiusKm',
      code: 'no-radius',
      detail: 'without a radius the accuracy is unknown, and so is every test of the place',
    });
  for (const { zone, codes } of territories(rulebook)) {
    const named = (place.within ?? []).some((code) => codes.includes(code));
    const outside = insideZone({ lon: place.lon, lat: place.lat, radiusKm: place.radiusKm ?? 0 }, zone) === FALSE;
    if (named && outside)
      warnings.push({
        pointer: '/place/within',
        code: 'place-contradicts',
        detail: `the point lies outside ${zone.id}, which the report says it is within; the place counts as unknown`,
      });
  }
  return warnings;
}

const territories = (rulebook: Rulebook) =>
  [...rulebook.agreements.values()].flatMap(({ definition, ground }) => {
    const zone = ground.zones.get(definition.territory.zone);
    return zone === undefined ? [] : [{ zone, codes: [zone.id, ...zone.codes] }];
  });

/**
 * Faults that only the rulebook can show: coordinates that lie in no territory as sent and in one when swapped. A place
 * that has been checked says so and is taken as it is.
 */
export function faultsOf(incident: Incident, rulebook: Rulebook): Fault[] {
  const { place } = incident;
  if (place?.lon == null || place.lat == null || place.checked === true || Math.abs(place.lon) > 90) return [];
  const asSent = { lon: place.lon, lat: place.lat, radiusKm: place.radiusKm ?? 0 };
  const swapped = { ...asSent, lon: place.lat, lat: place.lon };
  const zones = territories(rulebook).map(({ zone }) => zone);
  if (zones.some((zone) => insideZone(asSent, zone) !== FALSE)) return [];
  const found = zones.find((zone) => insideZone(swapped, zone) === TRUE);
  if (found === undefined) return [];
  return [
    {
      pointer: '/place',
      detail: `lon and lat look swapped: as sent the place lies in no agreement's territory, the other way round it lies in ${found.id}; if it is right, send place.checked: true`,
      got: { lon: place.lon, lat: place.lat },
    },
  ];
}
