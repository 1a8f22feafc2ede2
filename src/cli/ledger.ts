import type { Command } from 'commander';
import type { LedgerEntry, Share } from '../analysis/ledger.js';
import { type Ledger, readLedgers } from '../analysis/read-ledger.js';
import { OUTCOMES } from '../domain/words.js';
import { type CountOptions, counted, countedText, withCountOptions } from './count-options.js';
import { shortTable, table } from './table.js';

/** truce ledger: what every exception lifted, and what would follow if it were closed. */
export function register(program: Command): void {
  withCountOptions(
    program
      .command('ledger')
      .summary('what every exception lifted, and what would follow if it were closed')
      .description(
        'Counts, for every exception of an agreement under each reading, the incidents it lifted (by established facts, by an assertion, by presumption), those that hang on it, whose, where and when.',
      ),
  ).action(printLedgers);
}

async function printLedgers(options: CountOptions): Promise<void> {
  const found = await counted(options, readLedgers);
  if (found === undefined) return;
  const [only] = found.ledgers;
  const answer = options.reading !== undefined && found.ledgers.length === 1 ? only : found;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(answer, null, 2)}\n`
      : `${found.ledgers.map((ledger) => ledgerText(ledger).join('\n')).join('\n\n')}\n`,
  );
}

/** Rows of a table of parties that are shown. */
const MOST_ROWS = 12;

function ledgerText(ledger: Ledger): string[] {
  const used = ledger.exceptions.filter(({ id }) => !ledger.neverUsed.includes(id));
  return [
    `${ledger.agreement}, the reading ${ledger.reading}`,
    ...countedText(ledger, ledger).map((line) => `  ${line}`),
    '',
    ...table([
      ['exception', 'kind', ...SHARE_HEAD, 'would open', 'if closed'],
      ...used.map((entry) => [
        entry.id,
        entry.kind ?? 'no longer held',
        ...shareCells(entry),
        entry.wouldOpen,
        ifClosedText(entry),
      ]),
    ]),
    `  never used: ${ledger.neverUsed.join(', ') || 'none'}`,
    ...closedLines(ledger, used),
    ...used.flatMap((entry) => ['', ...entryText(entry)]),
    ...partingLines(ledger),
  ];
}

const SHARE_HEAD = ['lifted', 'established', 'asserted', 'presumed', 'hang on it'];
const cells = ({ total, established, asserted, presumed, hangsOnIt }: Share) => [
  total,
  established,
  asserted,
  presumed,
  hangsOnIt,
];
const shareCells = ({ lifted, hangsOnIt }: LedgerEntry) => cells({ ...lifted, hangsOnIt });

const ifClosedText = ({ ifClosed }: LedgerEntry): string =>
  Object.entries(ifClosed)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ') || '-';

/** All outcomes now, and as they would be with each exception that was used closed. */
function closedLines({ outcomes }: Ledger, used: readonly LedgerEntry[]): string[] {
  const closed = used.flatMap(({ id, outcomesIfClosed }) =>
    outcomesIfClosed === undefined ? [] : [{ name: `without ${id}`, ...outcomesIfClosed }],
  );
  if (closed.length === 0) return [];
  const rows = [{ name: 'as it is', ...outcomes }, ...closed].map(({ name, ...each }) => [
    name,
    ...OUTCOMES.map((outcome) => each.byOutcome[outcome]),
    each.clearedEitherWay,
    each.mayBeViolation,
  ]);
  return ['', ...table([['outcomes', ...OUTCOMES, 'cleared either way', 'may be a violation'], ...rows])];
}

function entryText(entry: LedgerEntry): string[] {
  const part = (title: string, rows: readonly (readonly [string | null, Share])[]) =>
    shortTable(
      [[title, ...SHARE_HEAD], ...rows.map(([name, share]) => [name ?? 'not known', ...cells(share)])],
      MOST_ROWS,
      '    ',
    );
  const rough = entry.byMonth.reduce((sum, { roughlyDated }) => sum + roughlyDated, 0);
  return [
    `  ${[entry.id, entry.family ?? ''].filter((each) => each !== '').join(', ')}`,
    ...part(
      'by actor',
      entry.byActor.map((each) => [each.actor, each] as const),
    ),
    ...part(
      'by target',
      entry.byTarget.map((each) => [each.target, each] as const),
    ),
    ...part(
      'by month',
      entry.byMonth.map((each) => [each.month, each] as const),
    ),
    ...(rough === 0 ? [] : [`    ${rough} of them end in a later month than the one they are counted in`]),
    ...part(
      'by first-level area',
      entry.byGovernorate.map((each) => [each.governorate, each] as const),
    ),
  ];
}

function partingLines({ partedBy, reading, unit }: Ledger): string[] {
  return partedBy.flatMap(({ readings, incidents, differences }) => [
    '',
    `  ${reading} and ${readings.find((each) => each !== reading)} part on ${incidents} ${unit}`,
    ...shortTable(
      [['difference', unit, 'by itself'], ...differences.map((each) => [each.difference, each.incidents, each.alone])],
      MOST_ROWS,
      '    ',
    ),
  ]);
}
