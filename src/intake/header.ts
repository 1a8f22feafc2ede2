import { nearest } from '../domain/nearest.js';
import { type Fault, Problem } from '../domain/problem.js';
import { levelText } from './level-text.js';
import type { Profile } from './profile.js';
import type { Layout } from './row.js';
import type { UnknownWords } from './unknown-words.js';

/** The first line of a file: where the columns of a profile stand in it. */

/**
 * @param names the names in the header, in order
 * @param unknown is told of columns that the profile does not know
 * @throws Problem naming every column that is needed and missing, with the nearest one, and every one that stands twice
 */
export function layoutOf(names: readonly string[], profile: Profile, unknown: UnknownWords): Layout {
  const header = names.map(levelText);
  const columns = Object.entries(profile.columns).map(([name, column]) => ({
    name,
    column: column ?? {},
    keys: [name, ...(column?.called ?? [])].map(levelText),
  }));
  const known = new Set([...columns.flatMap(({ keys }) => keys), ...(profile.ignored ?? []).map(levelText)]);
  const strangers = names.filter((_, index) => !known.has(header[index] ?? ''));
  const faults: Fault[] = [];
  const layout = columns.flatMap(({ name, column, keys }) => {
    const places = header.flatMap((key, index) => (keys.includes(key) ? [index] : []));
    const [index] = places;
    if (places.length > 1) faults.push(columnFault(name, 'stands twice in the header', []));
    if (index !== undefined) return [{ name, index, column }];
    if (column.needed === true || column.filled === true)
      faults.push(columnFault(name, 'is missing from the header', nearest(name, strangers)));
    return [];
  });
  if (faults.length > 0) {
    const list = faults.map((fault) => `${fault.pointer.slice(1)} ${fault.detail}`).join('; ');
    throw new Problem('bad-request', `this is not a ${profile.title} file: ${list}`, { faults });
  }
  for (const name of strangers) unknown.addColumn(name, namesIn(profile));
  return layout;
}

const namesIn = (profile: Profile): string[] => [
  ...Object.entries(profile.columns).flatMap(([name, column]) => [name, ...(column?.called ?? [])]),
  ...(profile.ignored ?? []),
];

function columnFault(name: string, what: string, near: readonly string[]): Fault {
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return { pointer: `/${name}`, detail: `${what}${hint}`, ...(near.length > 0 ? { nearest: [...near] } : {}) };
}
