import { nearest } from '../domain/nearest.js';
import { levelText } from './level-text.js';
import type { ColumnValue, Lookup, Value } from './profile-value.js';
import type { Maps, Read, Reader } from './reader.js';
import type { Row } from './row.js';

/** Looks a text up in a map of a profile: the whole text, its beginning, or a word in it. */

/** What becomes of one text of a column. */
export type Look = (row: Row, column: string, text: string) => Read;

/**
 * @param maps the profile's own maps, by name
 * @param readerOf makes the reader of what an entry becomes
 * @returns undefined where the value looks nothing up
 */
export function lookOf(spec: ColumnValue, maps: Maps, readerOf: (value: Value) => Reader): Look | undefined {
  const entries = (lookup: Lookup | undefined): [string, Reader][] | undefined =>
    lookup === undefined
      ? undefined
      : Object.entries(typeof lookup === 'string' ? (maps[lookup] ?? {}) : lookup).map(([key, value]) => [
          key,
          readerOf(value),
        ]);
  const find = findIn(entries(spec.map), entries(spec.begins), entries(spec.words));
  if (find === undefined) return undefined;
  const otherwise = spec.otherwise === undefined ? undefined : readerOf(spec.otherwise);
  return (row, column, text) => {
    const found = find.in(text);
    if (found !== undefined) return found(row);
    return otherwise === undefined ? unlisted(row, column, text, spec, find.known) : otherwise(row);
  };
}

interface Find {
  readonly known: readonly string[];
  in(text: string): Reader | undefined;
}

type Entries = readonly (readonly [string, Reader])[];

/** Several lookups of one value are tried in turn: the whole text, then beginnings, then words. */
function findIn(map: Entries | undefined, begins: Entries | undefined, words: Entries | undefined): Find | undefined {
  if (map === undefined && begins === undefined && words === undefined) return undefined;
  const known = [...(map ?? []), ...(begins ?? []), ...(words ?? [])].map(([key]) => key);
  const whole = new Map((map ?? []).map(([key, reader]) => [levelText(key), reader]));
  const starts = (begins ?? [])
    .map(([key, reader]) => ({ key: levelText(key), reader }))
    .sort((a, b) => b.key.length - a.key.length);
  const within = (words ?? []).map(([key, reader]) => ({ word: wordPattern(key), reader }));
  const search = (text: string): Reader | undefined => {
    const level = levelText(text);
    return (
      whole.get(level) ??
      starts.find(({ key }) => level.startsWith(key))?.reader ??
      within.find(({ word }) => word.test(text))?.reader
    );
  };
  return { known, in: remembered(search) };
}

/** A source repeats its words; the answers to the last thousands of them are kept. */
function remembered(search: (text: string) => Reader | undefined): (text: string) => Reader | undefined {
  const answers = new Map<string, Reader | undefined>();
  return (text) => {
    if (text.length > 200) return search(text);
    if (answers.has(text)) return answers.get(text);
    if (answers.size >= 5_000) answers.clear();
    const answer = search(text);
    answers.set(text, answer);
    return answer;
  };
}

const wordPattern = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'iu');

function unlisted(row: Row, column: string, text: string, spec: ColumnValue, known: readonly string[]): Read {
  const rule = spec.unlisted ?? 'told';
  if (rule === 'unknown') return undefined;
  if (rule === 'kept') return text === '' ? undefined : text;
  if (rule === 'told') {
    if (text !== '') row.unlisted(column, text, known);
    return undefined;
  }
  const detail = rule === 'refused' ? 'is not a value that the profile knows' : rule.refused;
  const near = nearest(text, known);
  const allowed = known.length > 100 ? {} : { allowed: [...known] };
  row.fault(column, detail, { got: text, ...allowed, ...(near.length > 0 ? { nearest: near } : {}) });
  return undefined;
}
