import type { Fault } from '../domain/problem.js';
import { OUTCOMES } from '../domain/words.js';
import type { UnknownWord, UnknownWords } from '../intake/unknown-words.js';
import type { ImportTally, ReadingTally } from './import-tally.js';
import { table } from './table.js';
import type { TimeSpan } from './time-span.js';

/** The end of an import, for people and for programs. */

const SHOWN_REFUSALS = 20;
const SHOWN_NAMES = 20;
const SHOWN_VALUES = 20;

/** contract/verdict.md, with what `undetermined` is made of beside it, so that outcomes still add up. */
export function importJson(tally: ImportTally): object {
  const each = <T>(pick: (reading: ReadingTally) => T) =>
    Object.fromEntries(
      [...tally.readings].map(([agreement, readings]) => [
        agreement,
        Object.fromEntries([...readings].map(([id, reading]) => [id, pick(reading)])),
      ]),
    );
  return {
    read: tally.read,
    stored: tally.stored,
    unchanged: tally.unchanged,
    refused: tally.refused,
    skipped: sum(tally.skipped),
    skippedFor: Object.fromEntries(tally.skipped),
    ...unknownJson(tally.unknown),
    outcomes: each(({ outcomes }) => outcomes),
    undetermined: each(({ clearedEitherWay, mayBeViolation }) => ({ clearedEitherWay, mayBeViolation })),
    untouched: Object.fromEntries(tally.untouched),
    counted: { incidents: tally.inSpan, partlyInSpan: tally.partlyInSpan },
    unresolvedNames: Object.fromEntries(namesByCount(tally)),
    ...(tally.moreNames > 0 ? { moreUnresolvedNames: tally.moreNames } : {}),
    refusals: tally.refusals,
  };
}

/** The summary: numbers, refusals, names that nobody knows, and a table of outcomes for each agreement. */
export function importText(tally: ImportTally, span: TimeSpan): string {
  const { read, stored, unchanged, refused } = tally;
  const skipped = sum(tally.skipped);
  const skips = skipped > 0 ? `, ${skipped} skipped` : '';
  const lines = [`${read} read: ${stored} stored, ${unchanged} unchanged, ${refused} refused${skips}.`];
  for (const refusal of tally.refusals.slice(0, SHOWN_REFUSALS)) {
    const faults = refusal.faults.map(faultText).join('; ');
    lines.push(`  line ${refusal.line}: ${faults}`);
  }
  if (refused > SHOWN_REFUSALS) lines.push(`  and ${refused - SHOWN_REFUSALS} more`);
  for (const [reason, count] of tally.skipped) lines.push(`  ${count} skipped: ${reason}`);
  lines.push(...unknownLines(tally.unknown), ...nameLines(tally));
  for (const [agreement, readings] of tally.readings) lines.push('', ...outcomeLines(tally, agreement, readings, span));
  return `${lines.join('\n')}\n`;
}

/** A fault in one line: where, what is wrong, what was found and what comes near. */
export function faultText({ pointer, detail, got, nearest }: Fault): string {
  const found = got === undefined ? '' : `got ${JSON.stringify(got)}`;
  const near = nearest === undefined || detail.includes('did you mean') ? '' : `nearest: ${nearest.join(', ')}`;
  const more = [found, near].filter(Boolean).join('; ');
  return `${pointer} ${detail}${more === '' ? '' : ` (${more})`}`.trim();
}

/** Columns and values that the profile does not know, as additions to a summary. */
export function unknownJson(unknown: UnknownWords): object {
  return {
    unknownColumns: unknown.columns.map(({ column, nearest }) => ({ column, nearest })),
    unknownValues: unknown.values,
    ...(unknown.more > 0 ? { moreUnknownValues: unknown.more } : {}),
  };
}

/** The same for people. */
export function unknownLines(unknown: UnknownWords): string[] {
  const near = ({ nearest }: UnknownWord) => (nearest.length === 0 ? '' : `; nearest: ${nearest.join(', ')}`);
  const { columns, values } = unknown;
  const more = values.length - SHOWN_VALUES;
  return [
    ...columns.map((each) => `column ${each.column} is not known to the profile and was not read${near(each)}`),
    ...values
      .slice(0, SHOWN_VALUES)
      .map((each) => `${each.column}: ${JSON.stringify(each.value)} is not known (${each.count})${near(each)}`),
    ...(more > 0 ? [`and ${more} more values that are not known; --json lists them`] : []),
    ...(unknown.more > 0 ? [`and ${unknown.more} times a value that is not listed`] : []),
  ];
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const namesByCount = (tally: ImportTally) =>
  [...tally.unresolvedNames].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

function nameLines(tally: ImportTally): string[] {
  const names = namesByCount(tally);
  if (names.length === 0) return [];
  const shown = names.slice(0, SHOWN_NAMES).map(([name, count]) => `${name} (${count})`);
  const more = names.length > SHOWN_NAMES ? `; and ${names.length - SHOWN_NAMES} more` : '';
  return [
    `${names.length} names are not in the registry, so whose side they are on is unknown: ${shown.join('; ')}${more}`,
  ];
}

function outcomeLines(
  tally: ImportTally,
  agreement: string,
  readings: ReadonlyMap<string, ReadingTally>,
  span: TimeSpan,
): string[] {
  const ids = [...readings.keys()];
  const tallies = [...readings.values()];
  const row = (label: string, count: (reading: ReadingTally) => number) => [label, ...tallies.map(count)];
  const rows = [
    ['', ...ids],
    ...OUTCOMES.map((outcome) => row(outcome, ({ outcomes }) => outcomes[outcome] ?? 0)),
    row('undetermined, cleared either way', ({ clearedEitherWay }) => clearedEitherWay),
    row('undetermined, may be a violation', ({ mayBeViolation }) => mayBeViolation),
  ];
  const untouched = tally.untouched.get(agreement) ?? 0;
  const head = `${agreement}: ${tally.inSpan - untouched} of ${tally.inSpan} incidents judged${spanText(span)}`;
  const outside = untouched === 0 ? [] : [`${untouched} surely outside its time or territory, not judged`];
  const partly =
    tally.partlyInSpan === 0
      ? []
      : [`${tally.partlyInSpan} more, dated only roughly, reach into that time and are not counted`];
  return [head, ...table(rows), ...[...outside, ...partly].map((line) => `  ${line}`)];
}

const spanText = ({ from, to }: TimeSpan): string =>
  [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` to ${to}`].join('');
