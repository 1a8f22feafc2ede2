import type { Compared } from '../actions/compare-rulebook.js';
import type { Swept } from '../actions/sweep-rules.js';
import type { FlippedOf, Flips } from '../comparison/flip-tally.js';
import type { RuleChange } from '../comparison/rule-changes.js';
import { OUTCOMES } from '../domain/words.js';
import { shortTable, table } from './table.js';

/** A comparison, and a sweep, for people: what changed, what flips, why, and where. */

export const NOTHING_STORED = 'Nothing is stored that could be compared: no incident stands in the record.';
const MOST_ROWS = 15;
const BROKEN_OFF = 'Broken off: what follows is what was found so far, and is not complete.';

/** @param said what the candidate was compared against, in words */
export function comparedText(compared: Compared, said: string): string {
  const { before, after, complete, incidents } = compared;
  const empty = incidents === 0 && complete && compared.changes.length > 0;
  return `${[
    `Compared against ${said}, ${shortHash(before)}; the candidate is ${shortHash(after)}. Nothing was written.`,
    '',
    ...changesText(compared.changes),
    '',
    ...(complete ? [] : [BROKEN_OFF]),
    ...(compared.changes.length === 0 ? [] : empty ? [NOTHING_STORED] : flipsText(compared)),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

const shortHash = (hash: string) => hash.slice(0, 'sha256:'.length + 12);

function changesText(changes: readonly RuleChange[]): string[] {
  if (changes.length === 0) return ['The two say the same: no rule differs, and no verdict could.'];
  const outcomes = changes.filter(({ effect }) => effect === 'outcomes');
  const wording = changes.filter(({ effect }) => effect !== 'outcomes');
  const line = ({ id, text }: RuleChange) => `  ${id}: ${text}`;
  return [
    ...(outcomes.length === 0 ? [] : [`${counted(outcomes.length, 'change')} of rules`, ...outcomes.map(line)]),
    ...(wording.length === 0
      ? []
      : [`${counted(wording.length, 'change')} of wording, which alter no outcome`, ...wording.map(line)]),
  ];
}

function flipsText({ incidents, untouched, judged, flipped, flippedOf, flips, zone, ...compared }: Compared): string[] {
  const span = [
    compared.from === undefined ? '' : ` from ${compared.from}`,
    compared.to === undefined ? '' : ` to ${compared.to}`,
  ];
  const looked =
    `${counted(incidents, 'incident')}${span.join('')}, as of revision ${compared.asOf}: ${untouched} that no change can touch, ` +
    `${counted(judged, 'verdict')} judged again.`;
  const sum =
    flipped === 0
      ? 'No verdict flips.'
      : `${counted(flipped, 'verdict')} flip${flipped === 1 ? 's' : ''}: ${flippedOf.outcome} in an outcome, ${flippedOf.possible} only in what is possible.`;
  return [
    looked,
    sum,
    ...flipTable(
      'flips of outcome',
      flips.filter(({ of }) => of === 'outcome'),
    ),
    ...flipTable(
      'flips of what is possible, the outcome staying undetermined',
      flips.filter(({ of }) => of === 'possible'),
    ),
    ...part(
      'term',
      compared.byTerm.map(({ agreement, term, ...each }) => [`${agreement}.${term}`, ...ofCells(each)]),
    ),
    ...part(
      `month (${zone})`,
      compared.byMonth.map(({ month, ...each }) => [month, ...ofCells(each)]),
      100,
    ),
    ...parties(compared.byParty.map(({ party, acted, struck }) => [party, acted, struck])),
  ];
}

function flipTable(title: string, flips: readonly Flips[]): string[] {
  if (flips.length === 0) return [];
  const lines = flips.flatMap((each) => [
    `  ${String(each.count).padStart(7)}  ${each.agreement}, ${each.reading}: ${fromTo(each)}${maybe(each)}`,
    `           because of ${each.because === '' ? 'no single rule' : each.because}`,
    `           such as ${each.examples.join(', ')}`,
  ]);
  return ['', title, ...lines];
}

const words = (name: string) => name.replaceAll('_', ' ');
function fromTo({ from, to, possible }: Flips): string {
  if (possible === undefined) return `${words(from)} → ${words(to)}`;
  return `${possible.from.map(words).join(' or ')} → ${possible.to.map(words).join(' or ')}`;
}

/** What flips of an outcome to or from undetermined mean, where that is not all of one kind. */
function maybe({ of, from, to, count, mayBeViolation }: Flips): string {
  if (of === 'possible') return '';
  const told = (outcome: string, many: number, was: string) =>
    outcome !== 'undetermined' ? [] : [many === count ? `all ${was} a violation` : `${many} ${was} a violation`];
  const all = [...told(from, mayBeViolation.before, 'might have been'), ...told(to, mayBeViolation.after, 'may be')];
  return all.length === 0 ? '' : ` (${all.join('; ')})`;
}

const ofCells = ({ outcome, possible }: FlippedOf) => [outcome, possible];
const HEAD = ['outcome', 'only possible'];

const part = (title: string, rows: (string | number)[][], most = MOST_ROWS): string[] =>
  rows.length === 0 ? [] : ['', ...shortTable([[`verdicts that flip, by ${title}`, ...HEAD], ...rows], most)];

const parties = (rows: (string | number)[][]): string[] =>
  rows.length === 0
    ? []
    : ['', ...shortTable([['verdicts that flip, by possible party', 'acted', 'was struck'], ...rows], MOST_ROWS)];

/** One table a reading: outcomes, and what may be a violation, for each value of the number. */
export function sweptText(swept: Swept): string {
  const { agreement, number, incidents, judged, depending, complete, points, asOf } = swept;
  const unit = number.unit === undefined ? '' : ` ${number.unit}`;
  const readings = Object.keys(points[0]?.readings ?? {});
  const rows = (reading: string) =>
    points.map(({ at, readings: each }) => {
      const counts = each[reading];
      const cells = OUTCOMES.map((outcome) => counts?.byOutcome[outcome] ?? 0);
      return [`${at}${unit}`, ...cells, counts?.byOutcome.undetermined ?? 0, counts?.mayBeViolation ?? 0];
    });
  const head = (reading: string) => [reading, ...OUTCOMES.map(words), 'undetermined', 'of these may be a violation'];
  return `${[
    `${agreement}: ${number.path}, now ${number.value}${unit}. Nothing was written.`,
    ...(complete ? [] : [BROKEN_OFF]),
    incidents === 0 && complete
      ? NOTHING_STORED
      : `${counted(incidents, 'incident')} as of revision ${asOf}: ${judged} judged, ${depending} hang on the number.`,
    ...readings.flatMap((reading) => ['', ...table([head(reading), ...rows(reading)])]),
  ].join('\n')}\n`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
