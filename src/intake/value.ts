import { lookOf } from './lookup.js';
import { type ColumnValue, isConstant, type Value } from './profile-value.js';
import type { Maps, Read, Reader } from './reader.js';
import type { Row } from './row.js';

/** A value of a profile as a function of a row. */

/** @param maps the profile's own maps, by name */
export function readerOf(value: Value, maps: Maps): Reader {
  if (isConstant(value)) return reader([], () => value ?? undefined);
  if ('template' in value) return templateReader(value.template);
  if ('join' in value) {
    const { join, by = ' ' } = value;
    return reader(
      join,
      (row) =>
        join
          .map((column) => row.text(column))
          .filter(Boolean)
          .join(by) || undefined,
    );
  }
  if ('all' in value) return allReader(value.all.map((each) => readerOf(each, maps)));
  return columnReader(value, maps);
}

/** A cell that is empty names nobody; one that says "unknown" keeps an unknown member. */
function allReader(readers: readonly Reader[]): Reader {
  const columns = readers.flatMap((each) => each.columns);
  return reader(columns, (row) => {
    const told = readers.filter(
      (each) => each.columns.length === 0 || each.columns.some((column) => row.value(column) !== undefined),
    );
    return [...new Set(told.flatMap((each) => each(row)))];
  });
}

const reader = (columns: readonly string[], read: (row: Row) => Read): Reader => Object.assign(read, { columns });

/** The parts of a template: what stands outside braces, and the names inside them. */
export function templateParts(template: string): readonly { readonly text: string; readonly column?: string }[] {
  return template
    .split(/(\{[^{}]*\})/)
    .map((part) => (/^\{.*\}$/.test(part) ? { text: '', column: part.slice(1, -1).trim() } : { text: part }));
}

function templateReader(template: string): Reader {
  const parts = templateParts(template);
  const columns = parts.flatMap(({ column }) => (column === undefined ? [] : [column]));
  return reader(columns, (row) => {
    const texts = parts.map(({ text, column }) => (column === undefined ? text : row.text(column)));
    return parts.some(({ column }, index) => column !== undefined && texts[index] === '') ? undefined : texts.join('');
  });
}

function columnReader(spec: ColumnValue, maps: Maps): Reader {
  const columns = typeof spec.column === 'string' ? [spec.column] : spec.column;
  const [first = ''] = columns;
  const look = lookOf(spec, maps, (value) => readerOf(value, maps));
  const split = spec.split === undefined ? undefined : splitter(spec.split, spec.keepBrackets === true);
  const filled = (row: Row) => columns.find((column) => row.value(column) !== undefined) ?? first;
  return reader(columns, (row) => {
    const column = filled(row);
    if (split === undefined) return look === undefined ? row.value(column) : look(row, column, row.text(column));
    const parts = split(row.text(column));
    if (spec.part !== undefined) {
      const part = parts[spec.part - 1];
      return look === undefined ? part : look(row, column, part ?? '');
    }
    if (look === undefined) return [...new Set(parts)];
    // An empty cell is asked for as well: a map may say what it means.
    const read = (parts.length === 0 ? [''] : parts).flatMap((part) => look(row, column, part));
    return [...new Set(read)];
  });
}

/** A space at the end of a separator stands for one or more; parts lose their outer spaces, empty ones go. */
function splitter(separator: string, keepBrackets: boolean): (text: string) => string[] {
  const literal = separator.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&') || '\\s';
  const spaces = separator.trimEnd() === separator ? '' : '\\s+';
  const pattern = new RegExp(`${literal}${spaces}${keepBrackets ? '(?![^()]*\\))' : ''}`, 'u');
  return (text) =>
    text
      .split(pattern)
      .map((part) => part.trim())
      .filter((part) => part !== '');
}
