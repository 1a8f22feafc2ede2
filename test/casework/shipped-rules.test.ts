import { beforeAll, describe, expect, it } from 'vitest';
import { lazyVerdict } from '../../src/casework/case-verdict.js';
import { readCases } from '../../src/casework/cases.js';
import { coverageOf, missingFrom } from '../../src/casework/coverage.js';
import type { Original } from '../../src/casework/mutant.js';
import { mutantsOf, originalOf } from '../../src/casework/mutants.js';
import { runCases } from '../../src/casework/run-cases.js';
import { MutantRun } from '../../src/casework/run-mutants.js';
import type { Case, CasesFile } from '../../src/domain/worked-case.js';
import { Evaluator } from '../../src/engine/evaluate.js';
import { judge } from '../../src/engine/judge.js';
import { evaluateReading } from '../../src/engine/reading.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { situationOf } from '../../src/engine/situation.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { readCaseFiles } from '../../src/rulebook/read-files.js';

let rulebook: Rulebook;
let files: readonly CasesFile[];
let original: Original;
let cases: readonly Case[];
beforeAll(async () => {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
  const read = readCases((await readCaseFiles('rules')).files, rulebook);
  if (!read.ok) throw new Error('the cases do not load');
  files = read.cases;
  original = originalOf(rulebook, 'syria-2016');
  cases = files.filter((file) => file.agreement === 'syria-2016').flatMap((file) => file.cases);
});

describe('The shipped rules', () => {
  it('pass every worked case', () => {
    expect(runCases(files, rulebook).filter((result) => !result.passed)).toEqual([]);
  });

  it('have, for syria-2016, a worked case for everything that one can show', () => {
    expect(missingFrom(coverageOf(original, cases)).map((goal) => goal.wanted)).toEqual([]);
  });

  it('have, for syria-2016, worked cases that notice at least nine in ten mistakes', () => {
    const run = new MutantRun(original, cases);
    const fates = mutantsOf(original).map((mutant) => run.put(mutant).fate);
    const killed = fates.filter((fate) => fate === 'killed').length;
    const tellable = fates.filter((fate) => fate !== 'equivalent').length;
    expect(tellable).toBeGreaterThan(500);
    expect(killed / tellable).toBeGreaterThanOrEqual(0.9);
  });

  it('are asked by cases in parts as the engine judges them whole', () => {
    for (const { incident } of cases) {
      const { agreement, registry } = original;
      const whole = judge(incident, 'sha256:any', agreement, rulebook);
      const evaluator = new Evaluator(agreement, situationOf(incident, registry));
      for (const { id, plan } of agreement.readings)
        expect({ ...lazyVerdict(evaluator, evaluateReading(evaluator, plan)) }).toEqual(whole.readings[id]);
    }
  });
});
