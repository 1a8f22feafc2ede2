import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';

/** Which column of a gazetteer file is what. */

/** What a place may be told by. `name`, `lon` and `lat` are needed. */
export const GAZETTEER_FIELDS = [
  'name',
  'names',
  'lon',
  'lat',
  'pcode',
  'radiusKm',
  'area',
  'codes',
  'country',
  'class',
] as const;
export type GazetteerField = (typeof GAZETTEER_FIELDS)[number];
const NEEDED = ['name', 'lon', 'lat'] as const;

export interface GazetteerColumns {
  /** `ocha`: populated places of a common operational dataset; `plain`: our own; `mapped`: as the operator said. */
  readonly form: 'ocha' | 'plain' | 'mapped';
  /** The positions of the columns of each field. */
  readonly at: ReadonlyMap<GazetteerField, readonly number[]>;
}

/** OCHA's columns, in the releases there are: `PP_NAME_EN` and its like in any language, alternative names, codes, class. */
const OCHA: readonly (readonly [RegExp, GazetteerField | 'known'])[] = [
  [/^(longitude|lon|x|point_x)$/i, 'lon'],
  [/^(latitude|lat|y|point_y)$/i, 'lat'],
  [/^PP_NAME_EN$/i, 'name'],
  [/^PP_(NAME|REF_NAM|NAM_REF|ALT\d?)(_[A-Z]{2,3})?$/i, 'names'],
  [/^PP_PCODE$/i, 'pcode'],
  [/^PPClassTit$/i, 'class'],
  [/^ADM1_PCODE$/i, 'area'],
  [/^ADM0_PCODE$/i, 'country'],
  [/^ADM[2-5]_PCODE$/i, 'codes'],
  [/^(PPClassNum|ADM\d_[A-Z]{2,3}|ADM\d_REF|OBJECTID|FID|DATE|VALIDON|VALIDTO)$/i, 'known'],
];

/**
 * @param header the names of the columns
 * @param mapping `field=COLUMN` pairs of the operator; without one the form is recognised by its columns
 * @param onUnknown told of columns that are left alone
 * @throws Problem naming every column that is missing or misspelled, with the nearest
 */
export function gazetteerColumns(
  header: readonly string[],
  mapping: readonly (readonly [field: GazetteerField, column: string])[] | undefined,
  onUnknown: (faults: readonly Fault[]) => void,
): GazetteerColumns {
  const names = header.map((name) => name.trim());
  if (mapping !== undefined) return mapped(names, mapping);
  return names.some((name) => /^PP_NAME_/i.test(name)) ? ocha(names, onUnknown) : plain(names, onUnknown);
}

function mapped(names: readonly string[], mapping: readonly (readonly [GazetteerField, string])[]): GazetteerColumns {
  const at = new Map<GazetteerField, number[]>();
  const faults: Fault[] = [];
  for (const [field, column] of mapping) {
    const position = names.indexOf(column);
    if (position < 0) faults.push(fault(column, 'is not a column of this file', nearest(column, names), names));
    else at.set(field, [...(at.get(field) ?? []), position]);
  }
  for (const field of NEEDED)
    if (!mapping.some(([each]) => each === field))
      faults.push(fault(field, `has no column; add ${field}=COLUMN to --columns`, []));
  refuse(faults, 'the columns of --columns do not fit this file');
  return { form: 'mapped', at };
}

function ocha(names: readonly string[], onUnknown: (faults: readonly Fault[]) => void): GazetteerColumns {
  const at = new Map<GazetteerField, number[]>();
  const unknown: Fault[] = [];
  for (const [position, name] of names.entries()) {
    const field = OCHA.find(([pattern]) => pattern.test(name))?.[1];
    if (field === undefined) unknown.push(fault(name, 'is not a column of OCHA populated places; it is not read', []));
    else if (field !== 'known') at.set(field, [...(at.get(field) ?? []), position]);
  }
  // A release without English names shows the first name it has.
  if (!at.has('name') && at.has('names')) at.set('name', (at.get('names') ?? []).slice(0, 1));
  refuse(missing(at, names), 'this is not a file of OCHA populated places');
  if (unknown.length > 0) onUnknown(unknown);
  return { form: 'ocha', at };
}

function plain(names: readonly string[], onUnknown: (faults: readonly Fault[]) => void): GazetteerColumns {
  const at = new Map<GazetteerField, number[]>();
  const faults: Fault[] = [];
  const unknown: Fault[] = [];
  for (const [position, name] of names.entries()) {
    const field = GAZETTEER_FIELDS.find((each) => each === name);
    const near = nearest(name, GAZETTEER_FIELDS);
    if (field !== undefined && at.has(field)) faults.push(fault(name, 'stands twice in the header', []));
    else if (field !== undefined) at.set(field, [position]);
    // A misspelled column would be lost without a word, so only one that is like none of ours is left alone.
    else if (near.length > 0) faults.push(fault(name, 'is not a column of a gazetteer', near, GAZETTEER_FIELDS));
    else unknown.push(fault(name, 'is not a column of a gazetteer; it is not read', []));
  }
  faults.push(...missing(at, names));
  refuse(faults, 'this is not a gazetteer');
  if (unknown.length > 0) onUnknown(unknown);
  return { form: 'plain', at };
}

const missing = (at: ReadonlyMap<GazetteerField, unknown>, names: readonly string[]): Fault[] =>
  NEEDED.filter((field) => !at.has(field)).map((field) =>
    fault(field, 'is missing from the header', nearest(field, names)),
  );

function refuse(faults: readonly Fault[], what: string): void {
  if (faults.length === 0) return;
  const list = faults.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
  const help = 'See truce gazetteer load --help for the columns, or name them with --columns';
  throw new Problem('bad-request', `${what}: ${list}. ${help}`, { faults });
}

function fault(name: string, what: string, near: readonly string[], allowed?: readonly string[]): Fault {
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return {
    pointer: `/${name}`,
    detail: `${what}${hint}`,
    ...(allowed === undefined ? {} : { allowed: [...allowed] }),
    ...(near.length > 0 ? { nearest: [...near] } : {}),
  };
}
