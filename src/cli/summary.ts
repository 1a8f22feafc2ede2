import type { Command } from 'commander';
import type { Outcomes } from '../analysis/counts.js';
import { readSummary, type Summary } from '../analysis/read-summary.js';
import { OUTCOMES } from '../domain/words.js';
import { type CountOptions, counted, countedText, withCountOptions } from './count-options.js';
import { shortTable, table } from './table.js';

/** truce summary: counts by day, party, term, outcome, reading and first-level area. */
export function register(program: Command): void {
  withCountOptions(
    program
      .command('summary')
      .summary('counts by day, party, term, outcome, reading and first-level area')
      .description('Counts verdicts. What may be a violation is always kept apart from what is one.'),
  ).action(printSummary);
}

async function printSummary(options: CountOptions): Promise<void> {
  const found = await counted(options, readSummary);
  if (found === undefined) return;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(found, null, 2)}\n`
      : `${found.agreements.map((each) => agreementText(each, found).join('\n')).join('\n\n')}\n`,
  );
}

type AgreementCounts = Summary['agreements'][number];
const MOST_ROWS = 40;

const OUTCOME_HEAD = [...OUTCOMES, 'cleared either way', 'may be a violation', 'decided'];
const outcomeCells = ({ byOutcome, clearedEitherWay, mayBeViolation, decided }: Outcomes) => [
  ...OUTCOMES.map((outcome) => byOutcome[outcome]),
  clearedEitherWay,
  mayBeViolation,
  decided,
];

function agreementText(agreement: AgreementCounts, said: Summary): string[] {
  return [
    agreement.agreement,
    ...countedText(said, agreement).map((line) => `  ${line}`),
    '',
    ...table([
      ['reading', ...OUTCOME_HEAD],
      ...agreement.byReading.map((each) => [each.reading, ...outcomeCells(each)]),
    ]),
    ...agreement.byReading.flatMap((reading) => readingText(reading)),
    '',
    ...partyLines(agreement),
  ];
}

function readingText({ reading, byTerm, byDay, byGovernorate }: AgreementCounts['byReading'][number]): string[] {
  const touched = byTerm.filter(({ breached, lifted }) => breached + lifted > 0);
  const rough = byDay.reduce((sum, { roughlyDated }) => sum + roughlyDated, 0);
  return [
    '',
    `  ${reading}`,
    ...table(
      [['term', 'breached', 'lifted'], ...touched.map((each) => [each.term, each.breached, each.lifted])],
      '    ',
    ),
    ...shortTable(
      [['day', ...OUTCOME_HEAD], ...byDay.map((each) => [each.day, ...outcomeCells(each)])],
      MOST_ROWS,
      '    ',
    ),
    ...(rough === 0 ? [] : [`    ${rough} of them end in a later day than the one they are counted in`]),
    ...table(
      [
        ['first-level area', ...OUTCOME_HEAD],
        ...byGovernorate.map((each) => [each.governorate ?? 'not known', ...outcomeCells(each)]),
      ],
      '    ',
    ),
  ];
}

/** An incident counts for every party that one of its candidates names. */
function partyLines({ byParty, byReading }: AgreementCounts): string[] {
  const head = byReading.flatMap(({ reading }) => [`${reading}: violation`, 'may be']);
  const rows = byParty.map(({ party, asActor }) => [
    party ?? 'not known',
    asActor.named,
    ...asActor.byReading.flatMap(({ violation, mayBeViolation }) => [violation, mayBeViolation]),
  ]);
  const targets = byParty.map(({ party, asTarget }) => [
    party ?? 'not known',
    asTarget.named,
    ...asTarget.byReading.flatMap(({ violation, mayBeViolation }) => [violation, mayBeViolation]),
  ]);
  const named = (list: (string | number)[][]) =>
    list.filter((row) => Number(row[1]) > 0).sort((a, b) => Number(b[1]) - Number(a[1]));
  return [
    ...shortTable([['possible actor', 'named', ...head], ...named(rows)], MOST_ROWS),
    '',
    ...shortTable([['possible target', 'named', ...head], ...named(targets)], MOST_ROWS),
  ];
}
