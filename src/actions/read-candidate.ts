import { pointerTo } from '../domain/faults.js';
import { type Fault, Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { RuleFile } from '../rulebook/read-files.js';
import type { CheckedRules } from './check-rules.js';
import { caseLine, diagnosticLine } from './refused-rules.js';
import type { RulesChecker } from './rules-checker.js';
import { compiledFrom } from './rules-folder.js';

/**
 * The rulebook of candidate files, read in the thread that checks rules, so that others are answered meanwhile.
 * @param rules the files that make up the rulebook; their cases are not asked
 * @throws Problem `rules-refused` with every fault
 */
export async function readCandidate(checker: RulesChecker, rules: readonly RuleFile[]): Promise<Rulebook> {
  const checked = await checker.check({ files: { rules, cases: [] } });
  if (!checked.ok) throw refusedCandidate(checked, 'compared');
  return compiledFrom(checked);
}

/**
 * Every error and every failed case as a fault that points to its file in the body.
 * @param done what did not come of it, such as published
 * @param at points to what was sent in place of files
 */
export function refusedCandidate(
  { diagnostics, cases }: Pick<CheckedRules, 'diagnostics' | 'cases'>,
  done: string,
  at?: string,
): Problem {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const faults: Fault[] = [
    ...errors.map((each) => ({
      pointer: at ?? pointerTo(['files', each.file]),
      detail: diagnosticLine(each),
      ...(each.nearest === undefined ? {} : { nearest: [...each.nearest] }),
    })),
    ...cases.failed.map((each) => ({
      pointer: at ?? pointerTo(['files', `${each.agreement}/cases.yaml`]),
      detail: caseLine(each),
    })),
  ];
  const what = errors.length > 0 ? 'do not load' : 'load, but their cases fail';
  return new Problem('rules-refused', `The rule files ${what}, and nothing was ${done}.`, { faults });
}
