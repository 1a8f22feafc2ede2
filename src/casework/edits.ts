import type { Path } from '../authored/diagnostic.js';
import type { Leaf } from '../domain/agreement.js';
import type { Incident } from '../domain/incident.js';
import { CLAIM_KINDS, KINDS } from '../domain/words.js';
import { classesOfKinds } from '../engine/facts-report.js';
import { OPERATORS } from '../engine/operators.js';
import { decidingDates } from './dates.js';
import { edited } from './edit-source.js';
import { signatureOf } from './group-signature.js';
import type { Original } from './mutant.js';
import { pointsOf } from './mutate-zones.js';

/** One small change to a report: what the agreement can tell apart, said otherwise or left out. */
export interface Edit {
  readonly says: string;
  readonly apply: (incident: Incident) => Incident;
}

const NOBODY = 'a formation that no registry holds';

const set = (says: string, ...changes: readonly (readonly [Path, unknown])[]): Edit => ({
  says,
  apply: (incident) => changes.reduce((after, [path, value]) => edited(after, path, value), incident),
});

/** @returns the changes that may matter under an agreement, the plainest first. */
export function editsFor(original: Original): Edit[] {
  const leaves = original.agreement.atoms.flatMap((atom) => original.agreement.leafOf(atom.index) ?? []);
  return [
    ...factEdits(original, leaves),
    ...partyEdits(original),
    ...kindEdits(leaves),
    ...claimEdits(original, leaves),
    ...coLocationEdits(original, leaves),
    ...dateEdits(original),
    ...placeEdits(original),
  ];
}

const PLAIN =
  /^(response|struck|weapon|harm|access)\.(toAttack|immediateThreat|proportionate|minutesAfter|civilian|class|calibreMm|system|count|killed|injured|civiliansKilled|cleared)$/;

/** Facts that stand in the report as they are read, and the agreement's own. */
function factEdits({ agreement }: Original, leaves: readonly Leaf[]): Edit[] {
  const own = new Set(agreement.ground.ownFacts.keys());
  const found = new Map<string, Edit>();
  const add = (path: Path, value: unknown) => {
    const says = `${path.join('.')} ${value === undefined ? 'left out' : JSON.stringify(value)}`;
    found.set(says, set(says, [path, value]));
  };
  for (const { fact, value } of leaves) {
    const path = own.has(fact) ? ['facts', fact] : PLAIN.test(fact) ? fact.split('.') : undefined;
    if (path !== undefined) {
      for (const each of [value].flat()) {
        if (typeof each === 'boolean') for (const other of [true, false]) add(path, other);
        else if (typeof each === 'number') for (const other of [each, each * 0.95, each * 1.05]) add(path, other);
        else
          for (const other of [each, 'something else'])
            add(path, own.has(fact) && agreement.factTypes(fact) === 'set' ? [other] : other);
      }
      add(path, undefined);
    }
    if (fact === 'struck.objects') for (const each of [value].flat()) add(['struck', 'objects'], [each]);
    if (fact.startsWith('struck')) add(['struck', 'objects'], undefined);
  }
  if (leaves.some(({ fact }) => fact.startsWith('response.')))
    found.set(
      'a full plea',
      set('response all true', [['response'], { toAttack: true, immediateThreat: true, proportionate: true }]),
    );
  return [...found.values()];
}

/** One group of each sort that the agreement can tell apart, nobody, and somebody unheard of. */
function partyEdits(original: Original): Edit[] {
  const { agreement, registry } = original;
  const bySignature = new Map<string, string>();
  for (const id of [...registry.groups.keys()].sort()) {
    const signature = signatureOf(agreement, registry, id, agreement.ground.start);
    if (!bySignature.has(signature)) bySignature.set(signature, id);
  }
  const groups = [...bySignature.values(), NOBODY, undefined];
  const paths: Path[] = [
    ['candidates', 0, 'target'],
    ['candidates', 0, 'actor'],
    ['struck', 'holder'],
  ];
  const roles = Object.values(agreement.definition.roles).flatMap(([first]) =>
    first && 'group' in first ? [first.group] : [],
  );
  return [
    ...paths.flatMap((path) => groups.map((group) => set(`${path.at(-1)} ${group ?? 'left out'}`, [path, group]))),
    ...roles.map((group) => set(`for ${group}`, [['candidates', 0, 'actsFor'], [group]])),
  ];
}

/** One kind of act of each sort that the leaves can tell apart, and two of them at once. */
function kindEdits(leaves: readonly Leaf[]): Edit[] {
  const bySignature = new Map<string, string>();
  for (const kind of KINDS.keys()) {
    const truths = leaves.map(({ fact, operator, value }) => {
      const compare = OPERATORS.get(operator)?.compare;
      if (fact === 'act.kind') return compare?.({ is: 'value', value: kind }, value);
      return fact === 'act.classes' ? compare?.(classesOfKinds([kind]), value) : '';
    });
    if (!bySignature.has(truths.join())) bySignature.set(truths.join(), kind);
  }
  const kinds = [
    ...new Set([
      ...bySignature.values(),
      ...leaves.filter(({ fact }) => fact === 'act.kind').flatMap(({ value }) => [value].flat().map(String)),
    ]),
  ];
  return [
    ...kinds.map((kind) => set(`kind ${kind}`, [['kind'], kind])),
    ...kinds.map((kind) => ({
      says: `kind maybe ${kind}`,
      apply: (incident: Incident) => edited(incident, ['kind'], [...new Set([incident.kind, kind].flat())]),
    })),
  ];
}

function claimEdits({ agreement }: Original, leaves: readonly Leaf[]): Edit[] {
  const read = leaves.filter(({ fact }) => fact.startsWith('claims.'));
  if (read.length === 0) return [];
  const kinds = CLAIM_KINDS.filter((kind) => read.some(({ value }) => [value].flat().includes(kind)));
  const roles = Object.values(agreement.definition.roles).flatMap(([first]) =>
    first && 'group' in first ? [first.group] : [],
  );
  const by = [...new Set(roles), NOBODY];
  return [
    set('claims left out', [['claims'], undefined]),
    ...by.flatMap((who) => kinds.map((kind) => set(`${kind} claimed by ${who}`, [['claims'], [{ by: who, kind }]]))),
  ];
}

function coLocationEdits(_original: Original, leaves: readonly Leaf[]): Edit[] {
  const read = leaves.filter(({ fact, params }) => fact.startsWith('coLocation.') && params?.group !== undefined);
  const groups = [...new Set(read.map(({ params }) => String(params?.group)))];
  const natures = [
    ...new Set(read.flatMap(({ fact, value }) => (fact === 'coLocation.natures' ? [value].flat() : []))),
  ];
  const distances = read.flatMap(({ fact, value }) =>
    fact === 'coLocation.distanceKm' && typeof value === 'number' ? [value, value * 0.95, value * 1.05] : [],
  );
  return [
    ...(read.length === 0 ? [] : [set('coLocation left out', [['coLocation'], undefined])]),
    ...groups.flatMap((group) => {
      const rest = groups.filter((other) => other !== group).map((other) => ({ group: other, nature: 'none' }));
      const entry = (says: string, more: Record<string, unknown>) =>
        set(`${group} ${says}`, [['coLocation'], [{ group, ...more }, ...rest]]);
      return [
        ...[...natures, 'none'].map((nature) => entry(String(nature), { nature })),
        entry('somehow', {}),
        ...distances.map((distanceKm) => entry(`${distanceKm} km away`, { nature: 'same-area', distanceKm })),
      ];
    }),
  ];
}

const iso = (instant: number) => new Date(instant).toISOString();
const SECOND = 1000;

/** Just before, at, and across every date on which a judgement can turn; of a group's date, with the group in it. */
function dateEdits(original: Original): Edit[] {
  return decidingDates(original).flatMap(({ instant, of, subject }) => {
    const times: readonly (readonly [string, unknown])[] = [
      ['before', { from: iso(instant - SECOND) }],
      ['at', { from: iso(instant) }],
      ['a day before', { from: iso(instant - 86_399_000) }],
      ['across', { from: iso(instant - SECOND), to: iso(instant + SECOND) }],
    ];
    const group = original.registry.groups.has(subject) && of !== 'sighting';
    const party = (name: string): readonly (readonly [Path, unknown])[] => [[['candidates', 0, name], subject]];
    return times.flatMap(([side, occurred]) =>
      (group ? [party('target'), party('actor')] : [[]]).map((more) =>
        set(
          [side, iso(instant), ...more.map(([path]) => `with ${subject} as ${path.at(-1)}`)].join(' '),
          [['occurred'], occurred],
          ...more,
        ),
      ),
    );
  });
}

/** Without a radius, far away, and along the border of the territory. */
function placeEdits({ agreement, source }: Original): Edit[] {
  const { features = [] } = (source.zones ?? {}) as { features?: { geometry: { coordinates: unknown } }[] };
  const points = features.flatMap((feature) => pointsOf(feature.geometry.coordinates));
  const some = points.filter((_, index) => index % Math.ceil(points.length / 12) === 0);
  const place = (says: string, lon: number, lat: number, radiusKm?: number) =>
    set(says, [['place'], { lon, lat, ...(radiusKm === undefined ? {} : { radiusKm }) }]);
  const near = agreement.ground.zones.size === 0 ? [] : some;
  return [
    set('place left out', [['place'], undefined]),
    set('radius left out', [['place', 'radiusKm'], undefined]),
    set('a radius of 500 km', [['place', 'radiusKm'], 500]),
    place('far away', 0, -80, 1),
    ...near.flatMap(([lon, lat]) =>
      [
        [0, 0.06],
        [0, -0.06],
        [0.07, 0],
        [-0.07, 0],
      ].map(([east = 0, north = 0]) => place(`near ${lon}, ${lat}`, lon + east, lat + north, 0.1)),
    ),
  ];
}
