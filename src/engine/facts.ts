import type { Fact } from './fact-value.js';
import * as claims from './facts-claims.js';
import * as coLocation from './facts-co-location.js';
import * as ground from './facts-ground.js';
import { partyGroups, partyId, partyKind, partyRoles } from './facts-party.js';
import * as report from './facts-report.js';
import type { View } from './view.js';
import { FACTS } from './vocabulary.js';

type Params = Readonly<Record<string, string | number>>;
type Reader = (view: View, params: Params) => Fact;

const text = (value: string | number | undefined) => (value === undefined ? undefined : String(value));
const need = (value: string | number | undefined) => String(value);

const readers: Readonly<Record<string, Reader>> = {
  'act.kind': report.actKind,
  'act.classes': report.actClasses,
  'actor.id': (view) => partyId(view, 'actor'),
  'actor.kind': (view) => partyKind(view, 'actor'),
  'actor.groups': (view) => partyGroups(view, 'actor'),
  'actor.roles': (view) => partyRoles(view, 'actor'),
  'target.id': (view) => partyId(view, 'target'),
  'target.kind': (view) => partyKind(view, 'target'),
  'target.groups': (view) => partyGroups(view, 'target'),
  'target.roles': (view) => partyRoles(view, 'target'),
  'struck.objects': report.struckObjects,
  'struck.civilian': report.struckCivilian,
  'struck.holder': (view) => partyId(view, 'holder'),
  'struck.holderGroups': (view) => partyGroups(view, 'holder'),
  'struck.holderRoles': (view) => partyRoles(view, 'holder'),
  'weapon.class': report.fromSection('weapon', 'class', false),
  'weapon.calibreMm': report.fromSection('weapon', 'calibreMm', true),
  'weapon.system': report.fromSection('weapon', 'system', false),
  'weapon.count': report.fromSection('weapon', 'count', true),
  'place.zones': ground.placeZones,
  'place.distanceKm': (view, params) => ground.placeDistance(view, need(params.to)),
  'presence.distanceKm': (view, params) => ground.presence(view, need(params.group), Number(params.withinDays)),
  'coLocation.reported': (view, params) => coLocation.coLocationReported(view, text(params.group)),
  'coLocation.groups': coLocation.coLocationGroups,
  'coLocation.natures': (view, params) => coLocation.coLocationNatures(view, text(params.group), text(params.role)),
  'coLocation.distanceKm': (view, params) => coLocation.coLocationDistance(view, need(params.group)),
  'coLocation.denied': (view, params) => coLocation.coLocationDenied(view, need(params.group)),
  'claims.kinds': (view, params) => claims.claimsKinds(view, text(params.by), text(params.byRole)),
  'claims.targets': (view, params) => claims.claimsTargets(view, text(params.by), text(params.byRole)),
  'response.toAttack': report.fromSection('response', 'toAttack', false),
  'response.immediateThreat': report.fromSection('response', 'immediateThreat', false),
  'response.proportionate': report.fromSection('response', 'proportionate', false),
  'response.minutesAfter': report.fromSection('response', 'minutesAfter', true),
  'access.cleared': report.fromSection('access', 'cleared', false),
  'access.controlledBy': report.accessControlledBy,
  'access.items': report.accessItems,
  'harm.killed': report.fromSection('harm', 'killed', true),
  'harm.injured': report.fromSection('harm', 'injured', true),
  'harm.civiliansKilled': report.fromSection('harm', 'civiliansKilled', true),
  'time.hoursSinceStart': ground.hoursSinceStart,
};

/** The names of the facts that can be read; equal to the vocabulary's (tested). */
export const READABLE = Object.keys(readers);

/**
 * How a fact is read from a view.
 * @param name a fact of the vocabulary or one that the agreement declares, checked by the rulebook.
 */
export function readerOf(name: string, params: Params | undefined): (view: View) => Fact {
  const reader = FACTS.has(name) ? readers[name] : undefined;
  if (reader === undefined) return report.ownFact(name);
  const given = params ?? {};
  return (view) => reader(view, given);
}
