import { type Agreement, type Exception, type Reading, roleList, type Term } from '../domain/agreement.js';
import { instantOf, type Registry, windowOf } from '../domain/group.js';
import { makeZone, type Zone, type ZoneGeometry } from '../domain/place.js';
import { FALSE, type Truth, UNKNOWN } from '../domain/truth.js';
import { KINDS } from '../domain/words.js';
import { AtomTable } from './atoms.js';
import type { AgreementSource, CompiledAgreement, CompiledException, CompiledTerm } from './compiled-agreement.js';
import { dependentsOf } from './dependents.js';
import type { Expression } from './expression.js';
import { classesOfKinds } from './facts-report.js';
import { OPERATORS } from './operators.js';
import { makePlan, type ReadingShape } from './plan.js';
import type { Presence } from './presence.js';
import { shapeOf } from './shape.js';
import type { Ground, TruthSource } from './view.js';
import { FACTS } from './vocabulary.js';

/** Compiles an agreement once: leaves to atoms, conditions to closures, readings to plans, an index by kind of act. */
export function compileAgreement(source: AgreementSource, registry: Registry): CompiledAgreement {
  const { definition } = source;
  const table = new AtomTable(definition.conditions ?? {});
  const exceptions = definition.exceptions ?? [];
  const terms = definition.terms.map((term, index) => compileTerm(term, index, exceptions, table));
  const compiled = exceptions.map((exception, index) => compileException(exception, index, definition, table));
  const inForce = table.atom(table.window(definition.inForce.map(windowOf)));
  const territory = table.atom(table.territory(definition.territory.zone));
  const counted: ReadonlySet<number>[] = [];
  const readings = definition.readings.map((reading: Reading) => {
    const shape = withOneSet(shapeOf(reading, definition, table), counted);
    return { id: reading.id, shape, plan: makePlan(definition, registry, shape) };
  });
  return {
    definition,
    ground: groundOf(source),
    zones: { geojson: source.zones },
    slots: table.slots,
    atoms: table.atoms,
    dependents: dependentsOf(table.slots, table.atoms, table.expressions),
    inForce,
    territory,
    terms,
    exceptions: compiled,
    readings,
    conditions: table.namedConditions,
    leavesOn: table.leavesBySlot(),
    leafOf: (atom) => table.leafOf(atom),
    factTypes: (name) =>
      FACTS.get(name)?.type ?? definition.vocabulary?.find((own) => own.name === name)?.type ?? 'text',
    forbidding: indexByKind(terms, table),
  };
}

/** Readings that count the same terms share one set of them, so that what is found for one is found for all. */
function withOneSet(shape: ReadingShape, sets: ReadonlySet<number>[]): ReadingShape {
  const same = (set: ReadonlySet<number>) =>
    set.size === shape.terms.size && [...set].every((term) => shape.terms.has(term));
  const terms = sets.find(same) ?? shape.terms;
  if (terms === shape.terms) sets.push(terms);
  return { ...shape, terms };
}

const dates = (dated: { from?: string | undefined; until?: string | undefined }, table: AtomTable): Expression[] =>
  dated.from === undefined && dated.until === undefined ? [] : [table.atom(table.window([windowOf(dated)]))];

function compileTerm(term: Term, index: number, exceptions: readonly Exception[], table: AtomTable): CompiledTerm {
  const roleOf = (fact: 'actor.roles' | 'target.roles', roles: string | string[]) =>
    table.any(roleList(roles).map((role) => table.atom(table.leaf({ fact, operator: 'contains', value: role }))));
  const { protects } = term;
  return {
    index,
    definition: term,
    bound: table.all([roleOf('actor.roles', term.binds), ...dates(term, table)]),
    boundRoles: roleList(term.binds).join(' '),
    forbids: table.expression(term.forbids),
    protects:
      protects === 'anyone'
        ? table.all([])
        : typeof protects === 'object' && 'condition' in protects
          ? table.named(protects.condition)
          : roleOf('target.roles', protects),
    exceptions: exceptions.flatMap((exception, at) => (exception.shields?.includes(term.id) ? [at] : [])),
  };
}

function compileException(
  exception: Exception,
  index: number,
  { terms, exceptions: all = [] }: Agreement,
  table: AtomTable,
): CompiledException {
  return {
    index,
    definition: exception,
    when: table.all([table.expression(exception.when), ...dates(exception, table)]),
    shields: terms.flatMap((term, at) => (exception.shields?.includes(term.id) ? [at] : [])),
    defeatedBy: all.flatMap((other, at) => (other.defeats?.includes(exception.id) ? [at] : [])),
    undecided: table.atom(table.undecided(exception.id)),
    lifting: liftingOf(exception),
  };
}

/** Whole objects in one go, as they are made for every exception of every verdict. */
function liftingOf({ id, kind, clause, why }: Exception): CompiledException['lifting'] {
  if (clause !== undefined && why !== undefined)
    return ({ truth, accepted, holds, because }) => ({ id, kind, truth, accepted, holds, because, clause, why });
  if (clause !== undefined)
    return ({ truth, accepted, holds, because }) => ({ id, kind, truth, accepted, holds, because, clause });
  if (why !== undefined)
    return ({ truth, accepted, holds, because }) => ({ id, kind, truth, accepted, holds, because, why });
  return ({ truth, accepted, holds, because }) => ({ id, kind, truth, accepted, holds, because });
}

interface Feature {
  id?: string;
  properties?: {
    id?: string;
    accuracyKm?: number;
    codes?: string[];
    group?: string;
    from?: string;
    to?: string;
  } | null;
  geometry: ZoneGeometry;
}
const featuresOf = (collection: unknown) => (collection as { features?: Feature[] } | undefined)?.features ?? [];

/** A zone is made once for each feature: rulebooks that are compared share most of theirs, and a border may be long. */
const madeZones = new WeakMap<Feature, Zone>();

function zoneOf(feature: Feature): Zone {
  const known = madeZones.get(feature);
  if (known !== undefined) return known;
  const { accuracyKm = 0, codes = [], id } = feature.properties ?? {};
  const zone = makeZone(String(feature.id ?? id), feature.geometry, accuracyKm, codes);
  madeZones.set(feature, zone);
  return zone;
}

function groundOf({ definition, zones, presence }: AgreementSource): Ground {
  const areas = featuresOf(zones)
    .map(zoneOf)
    .map((zone): [string, Zone] => [zone.id, zone]);
  const starts = definition.inForce.map((window) => instantOf(window.from) ?? 0);
  return {
    zones: new Map(areas),
    presence: presence === undefined ? undefined : sightings(presence),
    start: Math.min(...starts),
    ownFacts: new Map(
      (definition.vocabulary ?? []).map((own) => [
        own.name,
        { type: own.type, values: own.values, least: Number.NEGATIVE_INFINITY },
      ]),
    ),
    roleNames: rolesOf(definition),
  };
}

const rolesOf = (definition: Agreement) =>
  [
    ...new Set([
      ...Object.keys(definition.roles),
      ...definition.readings.flatMap((reading) => Object.keys(reading.roles ?? {})),
    ]),
  ].sort();

const sightings = (presence: unknown): Presence =>
  featuresOf(presence).flatMap((feature) => {
    if (feature.geometry.type !== 'Point') return [];
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const properties = feature.properties ?? {};
    return [
      {
        group: String(properties.group),
        disc: { lon, lat, radiusKm: properties.accuracyKm ?? 0 },
        window: windowOf({ from: properties.from, until: properties.to }),
      },
    ];
  });

/** Which terms may forbid which kind: evaluated with the kind known and everything else unknown. */
function indexByKind(terms: readonly CompiledTerm[], table: AtomTable): Map<string, number[]> {
  const forbidding = new Map<string, number[]>();
  for (const kind of KINDS.keys()) {
    const source: TruthSource = {
      truth: (atom) => truthForKind(kind, atom, table),
      whole: (_expression, find) => find(source),
    };
    forbidding.set(
      kind,
      terms.filter((term) => term.forbids.truth(source) !== FALSE).map((term) => term.index),
    );
  }
  return forbidding;
}

function truthForKind(kind: string, index: number, table: AtomTable): Truth {
  const atom = table.atoms[index];
  const leaf = table.leafOf(index);
  if (atom?.slot === undefined || leaf === undefined) return UNKNOWN;
  const operator = OPERATORS.get(leaf.operator);
  if (operator === undefined) return UNKNOWN;
  if (atom.slot.name === 'act.kind') return operator.compare({ is: 'value', value: kind }, leaf.value);
  if (atom.slot.name === 'act.classes') return operator.compare(classesOfKinds([kind]), leaf.value);
  return UNKNOWN;
}
