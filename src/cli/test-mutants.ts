import type { Original } from '../casework/mutant.js';
import { mutantsOf } from '../casework/mutants.js';
import { type MutantResult, MutantRun } from '../casework/run-mutants.js';
import { skeleton } from '../casework/skeleton.js';
import { Survivors, type Telling } from '../casework/survivors.js';
import type { Case } from '../domain/worked-case.js';
import type { Where } from './test-coverage.js';

/** Runs the mutants of an agreement and prints what became of them. */

export interface MutantReport {
  readonly original: Original;
  readonly results: readonly MutantResult[];
  readonly tellings: ReadonlyMap<string, Telling>;
}

/** @param limit no more mutants than so many, evenly taken from all of them */
export function runAll(original: Original, cases: readonly Case[], limit?: number): MutantReport {
  const all = mutantsOf(original);
  const step = limit === undefined ? 1 : Math.max(1, all.length / limit);
  const chosen = all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const run = new MutantRun(original, cases);
  const results = chosen.map((mutant) => run.put(mutant));
  const survivors = new Survivors(original, cases);
  const tellings = new Map<string, Telling>();
  for (const { fate, mutant } of results) {
    const telling = fate === 'survived' ? survivors.telling(mutant) : undefined;
    if (telling !== undefined) tellings.set(mutant.id, telling);
  }
  return { original, results, tellings };
}

const count = ({ results }: MutantReport, fate: MutantResult['fate']) =>
  results.filter((result) => result.fate === fate).length;

/** Killed among those that are not proven to be the same rules; 1 where there are none. */
export function shareKilled(report: MutantReport): number {
  const tellable = report.results.length - count(report, 'equivalent');
  return tellable === 0 ? 1 : count(report, 'killed') / tellable;
}

const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

export function mutantsText(report: MutantReport, where: Where): string {
  const { original, results, tellings } = report;
  const [killed, survived, same] = (['killed', 'survived', 'equivalent'] as const).map((fate) => count(report, fate));
  const head = `${original.source.definition.id}: ${results.length} mutants, ${killed} killed, ${survived} survived, ${same} proven the same; ${percent(shareKilled(report))} killed`;
  const survivors = results
    .filter((result) => result.fate === 'survived')
    .map(({ mutant }) => {
      const { file, line } = where(mutant.place);
      const told = `${file}:${line} ${mutant.mutation}: ${mutant.says}`;
      const telling = tellings.get(mutant.id);
      return [told, ...stillToWrite(original, mutant.readings, telling)].join('\n');
    });
  const equal = results.flatMap((result) => {
    if (result.fate !== 'equivalent') return [];
    const { file, line } = where(result.mutant.place);
    return [`${file}:${line} the same: ${result.mutant.says}; ${result.why}`];
  });
  return [head, ...survivors, ...equal].join('\n');
}

function stillToWrite(original: Original, readings: readonly string[], telling: Telling | undefined): string[] {
  if (telling === undefined)
    return [
      `  no report near the cases tells them apart; it can matter in ${readings.length === 0 ? 'no reading' : readings.join(', ')}`,
    ];
  const differences = telling.differences.map(
    ({ reading, rules, mutant }) =>
      `  ${reading}: ${JSON.stringify(rules)} by the rules, ${JSON.stringify(mutant)} by the mutant`,
  );
  if (telling.edit === undefined && telling.from !== undefined)
    return [...differences, `  ${telling.from} would notice it, if it expected this`];
  return [
    ...differences,
    '  a case that would notice it:',
    skeleton(original, telling).trimEnd().replace(/^/gm, '    '),
  ];
}

/** Mutants for machines. */
export function mutantsJson(report: MutantReport, where: Where) {
  const { original, results, tellings } = report;
  return {
    agreement: original.source.definition.id,
    mutants: results.length,
    killed: count(report, 'killed'),
    survived: count(report, 'survived'),
    equivalent: count(report, 'equivalent'),
    share: shareKilled(report),
    results: results.map((result) => {
      const { mutant, fate } = result;
      const telling = tellings.get(mutant.id);
      return {
        id: mutant.id,
        mutation: mutant.mutation,
        says: mutant.says,
        readings: mutant.readings,
        ...where(mutant.place),
        fate,
        ...(result.fate === 'killed' ? { by: result.by, difference: result.difference } : {}),
        ...(result.fate === 'equivalent' ? { why: result.why } : {}),
        ...(telling === undefined
          ? {}
          : {
              telling: {
                from: telling.from,
                edit: telling.edit,
                incident: telling.incident,
                differences: telling.differences,
              },
            }),
      };
    }),
  };
}
