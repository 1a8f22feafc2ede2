import { keepOrigin, type Origins } from './fields.js';
import { LEAF_KINDS, type LeafKind, listOf } from './leaf.js';
import type { Profile } from './profile.js';
import type { Row } from './row.js';
import { readerOf } from './value.js';

/** On what a report rests, each name as an entry, with the licence of the data. */

/** As many as a report may name (contract/incident.md). */
const MOST = 200;

const KINDS: Readonly<Record<string, LeafKind>> = {
  url: 'text',
  kind: 'text',
  sha256: 'text',
  takenAt: 'text',
  reliability: 'text',
  credibility: 'number',
};

/** @returns a function of a row; undefined where it names no source */
export function sourcesReader(profile: Profile, origins: Origins): (row: Row) => object[] | undefined {
  const licence = profile.source.licence === undefined ? {} : { licence: profile.source.licence };
  const entries = profile.fields.sources?.map(({ name, ...more }, index) => {
    const names = readerOf(name, profile.maps ?? {});
    keepOrigin(names.columns, `/sources/${index}`, origins);
    const rest = Object.entries(more).flatMap(([key, value]) => {
      const kind = KINDS[key];
      return value === undefined || kind === undefined
        ? []
        : [{ key, make: LEAF_KINDS[kind], reader: readerOf(value, profile.maps ?? {}) }];
    });
    return { names, rest };
  });
  if (entries === undefined) return () => undefined;
  return (row) => {
    const found = entries
      .flatMap(({ names, rest }) => {
        const known = rest.flatMap(({ key, make, reader }) => {
          const value = make(reader, row);
          return value === undefined ? [] : [[key, value] as const];
        });
        const each = new Set(listOf(names, row).flatMap((name) => name?.slice(0, 300) ?? []));
        return [...each].map((name) => ({ name, ...Object.fromEntries(known), ...licence }));
      })
      .slice(0, MOST);
    return found.length === 0 ? undefined : found;
  };
}
