import { LEAF_KINDS, type LeafKind } from './leaf.js';
import type { Profile } from './profile.js';
import type { QuantityValue, Value } from './profile-value.js';
import { quantityReader } from './quantity.js';
import type { Maps, Reader } from './reader.js';
import type { Row } from './row.js';
import { readerOf } from './value.js';

/** The plain fields of an incident, from what a profile says of each. */

/** What each field takes (contract/incident.md). */
const FIELDS = {
  place: {
    name: 'name',
    names: 'openList',
    lon: 'number',
    lat: 'number',
    radiusKm: 'number',
    pcode: 'text',
    within: 'openList',
    checked: 'truth',
  },
  struck: { objects: 'wholeList', civilian: 'truth', holder: 'text' },
  weapon: { class: 'text', calibreMm: 'quantity', system: 'text', count: 'quantity' },
  claims: { by: 'text', kind: 'text', target: 'text', at: 'text', text: 'notes' },
  coLocation: {
    group: 'text',
    nature: 'text',
    distanceKm: 'quantity',
    assertedBy: 'openList',
    deniedBy: 'openList',
  },
  response: {
    toAttack: 'truth',
    immediateThreat: 'truth',
    proportionate: 'truth',
    minutesAfter: 'quantity',
    trigger: 'text',
  },
  access: { cleared: 'truth', controlledBy: 'text', items: 'wholeList' },
  harm: { killed: 'quantity', injured: 'quantity', civiliansKilled: 'quantity' },
} as const satisfies Record<string, Record<string, LeafKind | 'quantity'>>;

type Raw = Record<string, unknown>;
type Build = (row: Row) => unknown;
/** The column that is named when a field at a JSON pointer is wrong. */
export type Origins = Map<string, string>;

interface Context {
  readonly maps: Maps;
  readonly origins: Origins;
}

/**
 * Everything but `occurred`, `candidates` and `sources`.
 * @returns a function of a row that gives the fields of which something is known
 */
export function fieldsReader(profile: Profile, origins: Origins): (row: Row) => Raw {
  const context = { maps: profile.maps ?? {}, origins };
  const { fields } = profile;
  const builds: [string, Build][] = [];
  const leaf = (key: string, value: Value | undefined, kind: LeafKind) => {
    if (value !== undefined) builds.push([key, leafBuild(value, kind, `/${key}`, context)]);
  };
  leaf('reportId', fields.reportId, 'text');
  leaf('event', fields.event, 'text');
  leaf('kind', fields.kind, 'oneOrMore');
  leaf('happened', fields.happened, 'text');
  leaf('attribution', fields.attribution, 'text');
  leaf('notes', fields.notes, 'notes');
  for (const key of ['place', 'struck', 'weapon', 'response', 'access', 'harm'] as const) {
    const spec = fields[key];
    if (spec !== undefined) builds.push([key, groupBuild(spec, FIELDS[key], `/${key}`, context)]);
  }
  for (const [key, named] of [
    ['claims', ['by', 'kind']],
    ['coLocation', ['group']],
  ] as const) {
    const entries = fields[key]?.map((spec, index) => groupBuild(spec, FIELDS[key], `/${key}/${index}`, context));
    if (entries !== undefined) builds.push([key, listBuild(entries, named)]);
  }
  if (fields.facts !== undefined) builds.push(['facts', factsBuild(fields.facts, context)]);
  return (row) => present(builds, row) ?? {};
}

/** The fields that have a value; undefined where none has. */
function present(builds: readonly (readonly [string, Build])[], row: Row): Raw | undefined {
  const found: Raw = {};
  let some = false;
  for (const [key, build] of builds) {
    const value = build(row);
    if (value === undefined) continue;
    found[key] = value;
    some = true;
  }
  return some ? found : undefined;
}

function leafBuild(value: Value, kind: LeafKind, pointer: string, context: Context): Build {
  const reader = readerOf(value, context.maps);
  keepOrigin(reader.columns, pointer, context.origins);
  const make: (reader: Reader, row: Row) => unknown = LEAF_KINDS[kind];
  return (row) => make(reader, row);
}

type Spec = { readonly [key: string]: QuantityValue | undefined };

function groupBuild(
  spec: Spec,
  kinds: Readonly<Record<string, LeafKind | 'quantity'>>,
  pointer: string,
  context: Context,
): Build {
  const builds = Object.entries(spec).flatMap(([key, value]): [string, Build][] => {
    const kind = kinds[key];
    if (value === undefined || kind === undefined) return [];
    const at = `${pointer}/${key}`;
    if (kind !== 'quantity') return [[key, leafBuild(value as Value, kind, at, context)]];
    keepOrigin(columnsOf(value), at, context.origins);
    return [[key, quantityReader(value, context.maps)]];
  });
  return (row) => present(builds, row);
}

/** An entry of which what it is about is not known is left out: nobody said it. */
function listBuild(entries: readonly Build[], needed: readonly string[]): Build {
  return (row) => {
    const list = entries
      .map((entry) => entry(row) as Raw | undefined)
      .filter((entry) => needed.every((key) => entry?.[key] !== undefined));
    return list.length === 0 ? undefined : list;
  };
}

/** An agreement's own facts keep the type they are given: what a map says, or what the column holds. */
function factsBuild(facts: Readonly<Record<string, Value>>, context: Context): Build {
  const builds = Object.entries(facts).map(([key, value]): [string, Build] => {
    const reader = readerOf(value, context.maps);
    keepOrigin(reader.columns, `/facts/${key}`, context.origins);
    return [key, reader];
  });
  return (row) => present(builds, row);
}

/** Remembers the first column that a field is read from, so that a fault of the field names it. */
export function keepOrigin(columns: readonly string[], pointer: string, origins: Origins): void {
  const [column] = columns;
  if (column !== undefined) origins.set(pointer, column);
}

/** The columns that a quantity of any form reads. */
function columnsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { column } = value as { column?: string | string[] };
  if (column !== undefined) return [column].flat();
  return Object.values(value).flatMap(columnsOf);
}
