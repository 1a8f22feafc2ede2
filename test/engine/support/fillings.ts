import type { Registry } from '../../../src/domain/group.js';
import type { Incident } from '../../../src/domain/incident.js';
import { distanceKm } from '../../../src/domain/place.js';
import { CIVILIAN_OBJECTS, MILITARY_OBJECTS } from '../../../src/domain/words.js';
import { occurrenceOf } from '../../helpers/engine-oracle.js';
import { POINTS } from '../../helpers/random-incident.js';
import { DAYS, type RandomRulebook } from '../../helpers/random-rulebook.js';
import { NATURE_POOL, OBJECT_POOL } from './random-conditions.js';

/** What a report leaves open, and how a monitor could fill it in: changes to the report itself, one for each answer. */

export type Draft = Incident;
export type Edit = (draft: Draft) => void;

export interface Opening {
  /** The name by which `missing` asks for it. */
  readonly fact: string;
  readonly group?: string;
  readonly candidate?: number;
  readonly options: readonly Edit[];
}

/** What an agreement reads: the names of facts, and the groups that co-location is asked of. */
export interface Asked {
  readonly facts: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

const asked = new WeakMap<object, Asked>();

export function askedBy({ definition }: RandomRulebook): Asked {
  const known = asked.get(definition);
  if (known !== undefined) return known;
  const facts = new Set<string>();
  const groups = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const leaf = value as { fact?: string; value?: unknown; params?: { group?: string } };
    if (typeof leaf.fact === 'string') {
      facts.add(leaf.fact);
      if (leaf.fact.startsWith('coLocation') && leaf.params?.group !== undefined) groups.add(leaf.params.group);
      if (leaf.fact === 'coLocation.groups') groups.add(String(leaf.value));
    }
    Object.values(value).forEach(visit);
  };
  visit(definition);
  const found = { facts, groups };
  asked.set(definition, found);
  return found;
}

type Bounds = { min?: number | null | undefined; max?: number | null | undefined };
const NUMBERS = [0, 0.5, 1, 1.5, 3, 5, 5.5, 10, 11, 48, 50, 51];

/** The numbers that a quantity may turn out to be; none where it is already settled. */
function numbersOf(quantity: unknown, least: number): number[] {
  if (typeof quantity === 'number') return [];
  const bounds = (typeof quantity === 'object' && !Array.isArray(quantity) ? (quantity ?? {}) : {}) as Bounds;
  const [min, max] = [bounds.min ?? least, bounds.max ?? Number.POSITIVE_INFINITY];
  const ends = [min, max].filter(Number.isFinite);
  return [...new Set([...ends, ...NUMBERS.filter((each) => min <= each && each <= max)])];
}

const subsets = (values: readonly string[]): string[][] =>
  Array.from({ length: 2 ** values.length }, (_, mask) => values.filter((_value, index) => mask & (1 << index)));

export const civilianFollows = (objects: readonly string[]): boolean | undefined =>
  objects.some((each) => (CIVILIAN_OBJECTS as readonly string[]).includes(each))
    ? true
    : objects.length > 0 && objects.every((each) => (MILITARY_OBJECTS as readonly string[]).includes(each))
      ? false
      : undefined;

/** @param forced the report's word on civilians is doubted, whatever its objects say. */
export function openingsOf(incident: Incident, book: RandomRulebook, registry: Registry, forced = false): Opening[] {
  const { facts, groups } = askedBy(book);
  const ids = [...registry.groups.keys()];
  const openings: Opening[] = [];
  const open = (fact: string, options: readonly Edit[], more: Partial<Opening> = {}) => {
    if (options.length > 0) openings.push({ fact, options, ...more });
  };
  const reads = (...names: string[]) => names.some((name) => facts.has(name));
  const unknown = (name: string | null | undefined) => name == null || registry.find(name) === undefined;
  open('occurred', instants(incident));
  if (Array.isArray(incident.kind) && incident.kind.length > 1)
    open(
      'act.kind',
      [...new Set(incident.kind)].map((kind) => (draft) => {
        draft.kind = kind;
      }),
    );
  incident.candidates.forEach((reported, candidate) => {
    const mine = (draft: Draft) => draft.candidates[candidate] as Draft['candidates'][number];
    if (unknown(reported.actor))
      open(
        'actor.id',
        ids.map((id) => (draft) => {
          mine(draft).actor = id;
        }),
        { candidate },
      );
    if (unknown(reported.target))
      open(
        'target.id',
        ids.map((id) => (draft) => {
          mine(draft).target = id;
        }),
        { candidate },
      );
    reported.actsFor?.forEach((name, at) => {
      if (unknown(name))
        open(
          'principal',
          ids.map((id) => (draft) => {
            (mine(draft).actsFor as string[])[at] = id;
          }),
          { candidate },
        );
    });
    for (const [name, options] of ownOptions(reported.facts ?? {}))
      if (reads(name) && reported.facts?.[name] !== undefined)
        open(
          name,
          options.map((value) => (draft) => {
            mine(draft).facts = { ...mine(draft).facts, [name]: value as boolean };
          }),
          { candidate },
        );
  });
  for (const [name, options] of ownOptions(incident.facts ?? {}))
    if (reads(name) && incident.candidates.some((each) => each.facts?.[name] === undefined))
      open(
        name,
        options.map((value) => (draft) => {
          draft.facts = { ...draft.facts, [name]: value as boolean };
        }),
      );
  openPlace(incident, open);
  const struck = (draft: Draft) => {
    draft.struck ??= {};
    return draft.struck;
  };
  if (reads('struck.holder', 'struck.holderRoles', 'struck.holderGroups') && unknown(incident.struck?.holder))
    open(
      'struck.holder',
      ids.map((id) => (draft) => {
        struck(draft).holder = id;
      }),
    );
  if (reads('struck.objects', 'struck.civilian') && incident.struck?.objects == null)
    open(
      'struck.objects',
      subsets(OBJECT_POOL).map((objects) => (draft) => {
        struck(draft).objects = objects as 'hospital'[];
      }),
    );
  const settled = incident.struck?.objects == null ? undefined : civilianFollows(incident.struck.objects);
  if (reads('struck.civilian') && incident.struck?.civilian == null && (forced || settled === undefined))
    open(
      'struck.civilian',
      [true, false].map((civilian) => (draft) => {
        if (forced || civilianFollows(draft.struck?.objects ?? []) === undefined) struck(draft).civilian = civilian;
      }),
    );
  const scalar = <Section extends 'weapon' | 'response' | 'access' | 'harm'>(
    section: Section,
    key: string,
    values: readonly unknown[],
  ) => {
    if (!reads(`${section}.${key}`)) return;
    open(
      `${section}.${key}`,
      values.map((value) => (draft) => {
        draft[section] = { ...draft[section], [key]: value } as Draft[Section];
      }),
    );
  };
  if (incident.weapon?.class == null) scalar('weapon', 'class', ['aerial-bomb', 'mortar', 'other']);
  scalar('weapon', 'calibreMm', numbersOf(incident.weapon?.calibreMm, 0));
  scalar('harm', 'killed', numbersOf(incident.harm?.killed, 0));
  if (incident.response?.toAttack == null) scalar('response', 'toAttack', [true, false]);
  scalar('response', 'minutesAfter', numbersOf(incident.response?.minutesAfter, 0));
  if (incident.access?.cleared == null) scalar('access', 'cleared', [true, false]);
  if (incident.access?.items == null) scalar('access', 'items', subsets(['food', 'medical']));
  if (reads('coLocation.natures', 'coLocation.groups', 'coLocation.distanceKm', 'coLocation.denied'))
    openCoLocation(incident, registry, groups, open);
  return openings;
}

function ownOptions(facts: Record<string, unknown>): [string, unknown[]][] {
  return [
    ['flag', facts.flag == null ? [true, false] : []],
    ['level', numbersOf(facts.level, Number.NEGATIVE_INFINITY)],
    ['mode', facts.mode == null ? ['day', 'night', 'dusk'] : []],
    ['tags', facts.tags == null ? subsets(['red', 'blue']) : []],
  ];
}

function instants(incident: Incident): Edit[] {
  const { from, to, extent } = occurrenceOf(incident);
  if (extent === 'throughout' || from === to) return [];
  const edges = [...DAYS.map((day) => Date.parse(day)), Date.UTC(2019, 11, 31)].flatMap((day) =>
    [0, 12, 48].flatMap((hours) => [-1, 0, 1].map((away) => day + hours * 3_600_000 + away)),
  );
  const inside = [...new Set([from, ...edges.filter((each) => from < each && each < to), to])];
  return inside.map((at) => (draft) => {
    draft.occurred = { from: new Date(at).toISOString(), extent: 'within' };
  });
}

type Open = (fact: string, options: readonly Edit[], more?: Partial<Opening>) => void;

/** Exact points that the disc allows; any point where its radius is not known. */
function openPlace({ place }: Incident, open: Open): void {
  if (place?.radiusKm === 0) return;
  const known = place?.lon != null && place.lat != null && place.radiusKm != null;
  const { lon = 0, lat = 0, radiusKm = 0 } = (known ? place : {}) as { lon: number; lat: number; radiusKm: number };
  const around = [0, 60, 120, 180, 240, 300].map((bearing) => {
    const degrees = (0.98 * radiusKm) / 111.7;
    return [
      lon + degrees * Math.sin((bearing * Math.PI) / 180),
      lat + degrees * Math.cos((bearing * Math.PI) / 180),
    ] as const;
  });
  const points = [...(known ? [[lon, lat] as const, ...around] : []), ...POINTS].filter(
    (point) => !known || distanceKm(point, [lon, lat]) <= radiusKm,
  );
  const inLand = points.filter(([x, y]) => x > 0 && x < 2 && y > 0 && y < 2);
  const allowed = place?.within?.includes('land') && inLand.length > 0 ? inLand : points;
  open(
    'place',
    allowed.map(([x, y]) => (draft) => {
      draft.place = { ...draft.place, lon: x, lat: y, radiusKm: 0 };
    }),
  );
}

/** Entries of the list that leave something open, and groups that the list does not speak for. */
function openCoLocation(incident: Incident, registry: Registry, groups: ReadonlySet<string>, open: Open): void {
  const list = incident.coLocation ?? [];
  const entry = (draft: Draft, at: number) =>
    (draft.coLocation as NonNullable<Draft['coLocation']>)[at] as NonNullable<Draft['coLocation']>[number];
  list.forEach((each, at) => {
    const group = registry.find(each.group)?.id;
    if (group === undefined) return;
    if (each.nature == null)
      open(
        'coLocation.natures',
        NATURE_POOL.map((nature) => (draft) => {
          entry(draft, at).nature = nature;
        }),
        { group },
      );
    open(
      'coLocation.distanceKm',
      numbersOf(each.distanceKm, 0).map((km) => (draft) => {
        entry(draft, at).distanceKm = km;
      }),
      { group },
    );
  });
  for (const group of groups) {
    if (!registry.groups.has(group)) continue;
    const named = list.map((each) => registry.find(each.group)?.id);
    if (ancestors(group, registry).some((each) => named.includes(each))) continue;
    const additions = NATURE_POOL.flatMap((nature) =>
      [0.5, 1, 3, 5, 9].map(
        (km, at): Edit =>
          (draft) => {
            draft.coLocation = [
              ...(draft.coLocation ?? []),
              { group, nature, distanceKm: km, ...(at % 2 === 1 ? { deniedBy: ['them'] } : {}) },
            ];
          },
      ),
    );
    open('coLocation', additions, { group });
  }
}

/** A group and all it was ever a member of. */
function ancestors(id: string, registry: Registry): string[] {
  return [id, ...(registry.groups.get(id)?.memberOf ?? []).flatMap(({ group }) => ancestors(group, registry))];
}
