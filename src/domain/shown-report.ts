import { coarsePlace } from './coarse-place.js';
import type { Mask } from './shown-mask.js';
import { isLocating } from './shown-reasons.js';
import { WITHHELD_WHERE, WITHHELD_WORDS } from './shown-view.js';

/** A report, what was added to it, and what was odd in it, as a view shows them. */

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** Keys whose value is undefined are left out. */
const given = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));
const pick = (value: unknown, keys: readonly string[]): unknown =>
  isTree(value) ? given(Object.fromEntries(keys.map((key) => [key, value[key]]))) : value;
const each = (list: unknown, change: (entry: Tree) => unknown): unknown =>
  Array.isArray(list) ? list.map((entry) => (isTree(entry) ? change(entry) : entry)) : list;

/** A place of a report, of a summary or of a claim. */
export const shownPlace = (place: unknown, { exact }: Mask): unknown =>
  exact || !isTree(place) ? place : coarsePlace(place);

/**
 * What of a report names nobody who sent or saw it: what verdicts follow from, field by field, so that a field that the
 * contract gets later is withheld until somebody puts it here. Free texts are not among them.
 */
const PLAIN = ['occurred', 'kind', 'happened', 'attribution', 'struck', 'harm'];

/** @param report fits the contract of an incident, or is a part of one */
export function shownReport(report: unknown, mask: Mask): unknown {
  if (!isTree(report)) return report;
  const claims = each(report.claims, (claim) => ({ ...claim, ...placed(claim.place, mask) }));
  const coLocation = mask.exact
    ? report.coLocation
    : each(report.coLocation, ({ distanceKm: _, ...entry }: Tree) => entry);
  const candidates = each(report.candidates, (candidate) => ({ ...candidate, ...told(candidate.facts, mask) }));
  const where = given({ ...placed(report.place, mask), ...told(report.facts, mask), candidates, claims, coLocation });
  if (mask.reports) return { ...report, ...where };
  return given({
    ...(pick(report, PLAIN) as Tree),
    place: where.place,
    candidates: each(report.candidates, (candidate) => pick(candidate, ['actor', 'target', 'grade', 'actsFor'])),
    weapon: pick(report.weapon, ['class', 'calibreMm', 'system', 'count']),
    claims: each(where.claims, (claim) => pick(claim, ['by', 'kind', 'target', 'place', 'at'])),
    coLocation: each(where.coLocation, (entry) => pick(entry, ['group', 'nature', 'distanceKm'])),
    response: pick(report.response, ['toAttack', 'immediateThreat', 'proportionate', 'minutesAfter']),
    access: pick(report.access, ['cleared', 'controlledBy']),
  });
}

const placed = (place: unknown, mask: Mask): Tree => (place === undefined ? {} : { place: shownPlace(place, mask) });

/** Facts that agreements declare, without those that tell where it was. */
function told(facts: unknown, { exact }: Mask): Tree {
  if (exact || !isTree(facts)) return given({ facts });
  const plain = Object.entries(facts).filter(([name, value]) => typeof value === 'boolean' || !isLocating(name));
  return { facts: Object.fromEntries(plain) };
}

/** What Truce added: the gazetteer's own name of a place says where it is. */
export function shownAdded(added: unknown, mask: Mask): unknown {
  if (mask.exact || !isTree(added)) return added;
  const { name: _, place, ...rest } = added;
  return { ...rest, ...placed(place, mask) };
}

/** Licences that anybody may print: other words in their place may be a reporter's. */
const KNOWN_LICENCE = /^(?:CC0|CC[ -]BY(?:-(?:NC|SA|ND))*|ODbL|ODC-By|PDDL)(?:[ -]\d(?:\.\d)?)?(?: IGO)?$/i;

/** Sources name people and organisations; under which known licence a source's words may be used stays. */
export function shownSources(sources: unknown, { reports }: Mask): unknown {
  if (reports) return sources;
  const licences = entriesOf(sources).flatMap((source) => (isTree(source) ? [source.licence] : []));
  const known = licences.filter((licence) => typeof licence === 'string' && KNOWN_LICENCE.test(licence));
  return [...new Set(known)].map((licence) => ({ licence }));
}

/** What a sender is told of other reports: whoever may not see them could measure with reports sent for that. */
const OF_OTHERS = 'possible-duplicate';

/** Warnings quote the report, and those of places say where it was and how far from what. */
export function shownWarnings(warnings: unknown, mask: Mask): unknown {
  if (!Array.isArray(warnings)) return warnings;
  return warnings
    .filter((warning) => mask.near || !isTree(warning) || warning.code !== OF_OTHERS)
    .map((warning) => (isTree(warning) ? shownWarning(warning, mask) : warning));
}

/** The name of a fact that no agreement declares is the reporter's own word, also in a pointer, or in a text with pointers. */
const withoutOwnNames = (told: unknown): unknown =>
  typeof told === 'string' ? told.replace(/\/facts\/[a-zA-Z0-9]+/g, '/facts') : told;

/** What was redacted of a report, as pointers, or in words that hold them. */
export function shownRedacted(told: unknown, { reports }: Mask): unknown {
  if (reports) return told;
  return Array.isArray(told) ? [...new Set(told.map(withoutOwnNames))] : withoutOwnNames(told);
}

function shownWarning(warning: Tree, mask: Mask): Tree {
  const { pointer, code } = warning;
  if (!mask.reports) {
    return { pointer: withoutOwnNames(pointer), code, detail: WITHHELD_WORDS };
  }
  const ofPlace = /\bplace\b/.test(`${String(pointer)} ${String(code)}`);
  return ofPlace && !mask.exact ? { pointer, code, detail: WITHHELD_WHERE } : warning;
}
