import { type Group, namesOf } from '../domain/group.js';
import { hashOf } from '../engine/hash.js';
import type { Unit } from './units.js';

/**
 * What a change can alter: `outcomes`; `reasons`, which a verdict shows beside its outcome; or `nothing`, which is said for
 * readers of the rules and no verdict shows. The latter two are changes of wording: they cannot alter an outcome.
 */
export type Effect = 'outcomes' | 'reasons' | 'nothing';

/** Keys that no verdict shows and no judging reads. */
const SILENT = new Set([
  'note',
  'source',
  'title',
  'heldBy',
  'invokedBy',
  'rejectedBy',
  'family',
  'url',
  'meaning',
  'unit',
  'via',
  'ref',
]);
/** Keys that a verdict shows and no judging reads. */
const SHOWN = new Set(['clause', 'why', 'ask', 'kind']);
const SILENT_UNITS: ReadonlySet<Unit['kind']> = new Set(['texts', 'note', 'duty', 'reading-key', 'zones', 'presence']);

/** Whether two values say the same; the order of keys says nothing. */
export const same = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b) || hashOf(a ?? null) === hashOf(b ?? null);

/** @param before and after are the same unit in two rulebooks, and differ; undefined where it is not there */
export function effectOf(before: Unit | undefined, after: Unit | undefined): Effect {
  const kind = (after ?? before)?.kind;
  const name = (after ?? before)?.name ?? '';
  if (kind === undefined || SILENT_UNITS.has(kind))
    return kind === 'presence' && !(before && after) ? 'outcomes' : 'nothing';
  if (kind === 'key' && name !== 'inForce' && name !== 'territory') return 'nothing';
  if (before === undefined || after === undefined) return 'outcomes';
  if (same(judged(before, SILENT), judged(after, SILENT))) return 'nothing';
  const wording = new Set([...SILENT, ...SHOWN]);
  if (kind === 'group') wording.delete('kind');
  return same(judged(before, wording), judged(after, wording)) ? 'reasons' : 'outcomes';
}

/** The unit without what only explains. */
function judged({ kind, value }: Unit, leftOut: ReadonlySet<string>): unknown {
  if (kind === 'group') {
    const { id, kind: of, memberOf, listings } = value as Group;
    return without({ id, of, spellings: [...new Set(namesOf(value as Group))].sort(), memberOf, listings }, leftOut);
  }
  if (kind === 'zone') return geometryOf(value);
  if (kind === 'sightings') return (value as unknown[]).map(geometryOf);
  // A condition has no words of its own: its keys are all read.
  if (kind === 'condition') return value;
  return without(value, leftOut);
}

/** What of a feature is measured against. */
function geometryOf(feature: unknown): unknown {
  const { geometry, properties } = feature as { geometry: unknown; properties?: Record<string, unknown> };
  const { accuracyKm, codes, group, from, to } = properties ?? {};
  return { geometry, accuracyKm, codes, group, from, to };
}

/** Leaves keys out wherever they stand but in conditions. */
function without(value: unknown, leftOut: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, leftOut));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !leftOut.has(key))
      .map(([key, each]) => [key, IN_CONDITIONS.has(key) ? each : without(each, leftOut)]),
  );
}
const IN_CONDITIONS = new Set(['when', 'unless', 'forbids', 'params']);
