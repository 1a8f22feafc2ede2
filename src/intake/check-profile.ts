import { type Path, quoted, type Report, type SourceFile } from '../authored/diagnostic.js';
import { entriesOf, isRaw, membersOf, under } from '../authored/raw.js';
import { nearest } from '../domain/nearest.js';
import { checkConstants } from './check-constants.js';
import { levelText } from './level-text.js';
import { templateParts } from './value.js';

/** What a profile refers to: its columns, its maps, and words that the incident knows. */

interface Known {
  readonly columns: readonly string[];
  readonly maps: readonly string[];
  /** Columns that some field, map or skip reads. */
  readonly used: Set<string>;
}

/** Reports every name that refers to nothing, and every value that says two things at once. */
export function checkProfile(file: SourceFile, report: Report): void {
  const columns = under(file.value, 'columns');
  const maps = under(file.value, 'maps');
  const known: Known = {
    columns: entriesOf(columns, []).map(([name]) => name),
    maps: entriesOf(maps, []).map(([name]) => name),
    used: new Set(),
  };
  checkNames(file, report);
  checkValues(under(file.value, 'fields'), ['fields'], known, report);
  for (const [, map, path] of entriesOf(maps, ['maps'])) {
    checkKeys(map, path, report);
    for (const [, entry, at] of entriesOf(map, path)) checkValues(entry, at, known, report);
  }
  for (const [rule, path] of membersOf(under(file.value, 'skip'), ['skip']))
    checkColumn(under(rule, 'column'), [...path, 'column'], known, report);
  checkConstants(under(file.value, 'fields'), maps, report);
  for (const [name, column, path] of entriesOf(columns, ['columns'])) {
    if (known.used.has(name) || isRaw(column)) continue;
    const message = `no field reads the column ${quoted(name)}`;
    report(path, { code: 'unused-column', message, at: 'key', severity: 'warning', help: 'put it under `ignored`' });
  }
}

/** Every name of a column, and every other name it goes by, once. */
function checkNames(file: SourceFile, report: Report): void {
  const seen = new Map<string, string>();
  const see = (name: unknown, path: Path, at: 'key' | 'value') => {
    if (typeof name !== 'string') return;
    const before = seen.get(levelText(name));
    if (before !== undefined)
      report(path, { code: 'duplicate-column', message: `${quoted(name)} is already a name of ${quoted(before)}`, at });
    seen.set(levelText(name), before ?? name);
  };
  for (const [name, column, path] of entriesOf(under(file.value, 'columns'), ['columns'])) {
    see(name, path, 'key');
    for (const [other, at] of membersOf(under(column, 'called'), [...path, 'called'])) see(other, at, 'value');
  }
  for (const [name, path] of membersOf(under(file.value, 'ignored'), ['ignored'])) see(name, path, 'value');
}

/** Walks through whatever stands under a field: the same keys mean the same wherever they are. */
function checkValues(value: unknown, path: Path, known: Known, report: Report): void {
  for (const [member, at] of membersOf(value, path)) checkValues(member, at, known, report);
  if (!isRaw(value)) return;
  const isLookup = 'map' in value || 'begins' in value || 'words' in value;
  if ('column' in value) checkColumns(value.column, [...path, 'column'], known, report);
  if ('join' in value) checkColumns(value.join, [...path, 'join'], known, report);
  if (typeof value.template === 'string') checkTemplate(value.template, [...path, 'template'], known, report);
  for (const key of ['map', 'begins', 'words', 'choose'] as const) {
    const lookup = value[key];
    if (typeof lookup === 'string') checkMap(lookup, [...path, key], known, report);
    else checkKeys(lookup, [...path, key], report);
    for (const [, entry, at] of entriesOf(lookup, [...path, key])) checkValues(entry, at, known, report);
  }
  const say = (key: string, message: string) => report([...path, key], { code: 'idle-key', message, at: 'key' });
  if ('column' in value && !('choose' in value)) {
    for (const key of ['otherwise', 'unlisted'])
      if (key in value && !isLookup) say(key, `\`${key}\` says nothing without a \`map\`, \`begins\` or \`words\``);
    for (const key of ['part', 'keepBrackets'])
      if (key in value && !('split' in value)) say(key, `\`${key}\` says nothing without a \`split\``);
  }
  if ('otherwise' in value && 'unlisted' in value)
    say('unlisted', '`unlisted` and `otherwise` cannot both say what becomes of other texts');
  for (const [key, entry, at] of entriesOf(value, path)) if (!OWN.has(key)) checkValues(entry, at, known, report);
}

/** What has been looked at by its own meaning. */
const OWN: ReadonlySet<string> = new Set(['column', 'join', 'map', 'begins', 'words', 'choose']);

/** Keys that are the same text once they are levelled. */
function checkKeys(lookup: unknown, path: Path, report: Report): void {
  const seen = new Map<string, string>();
  for (const [key, , at] of entriesOf(lookup, path)) {
    const before = seen.get(levelText(key));
    if (before !== undefined)
      report(at, { code: 'duplicate-key', message: `${quoted(key)} is the same text as ${quoted(before)}`, at: 'key' });
    seen.set(levelText(key), before ?? key);
  }
}

function checkColumns(value: unknown, path: Path, known: Known, report: Report): void {
  if (typeof value === 'string') checkColumn(value, path, known, report);
  for (const [name, at] of membersOf(value, path)) checkColumn(name, at, known, report);
}

function checkColumn(name: unknown, path: Path, known: Known, report: Report): void {
  if (typeof name !== 'string') return;
  known.used.add(name);
  if (known.columns.includes(name)) return;
  const message = `the profile has no column ${quoted(name)}`;
  report(path, { code: 'unknown-column', message, nearest: nearest(name, known.columns), help: LIST_IT });
}
const LIST_IT = 'every column that a field reads stands under `columns`';

function checkMap(name: string, path: Path, known: Known, report: Report): void {
  if (known.maps.includes(name)) return;
  const message = `the profile has no map ${quoted(name)}`;
  report(path, { code: 'unknown-map', message, nearest: nearest(name, known.maps) });
}

function checkTemplate(template: string, path: Path, known: Known, report: Report): void {
  for (const { column } of templateParts(template)) if (column !== undefined) checkColumn(column, path, known, report);
}
