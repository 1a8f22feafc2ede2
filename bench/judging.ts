import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { incidentSchema } from '../src/domain/incident.js';
import type { Outcome } from '../src/domain/words.js';
import { completionsOf } from '../src/engine/completions.js';
import { Evaluator } from '../src/engine/evaluate.js';
import { judge } from '../src/engine/judge.js';
import { evaluateReading } from '../src/engine/reading.js';
import { gravestByRules, outcomeByRules, readingTerms } from '../src/engine/second-opinion.js';
import { situationOf } from '../src/engine/situation.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { completed } from './complete-incidents.js';

/**
 * Judges the worked incidents of syria-2016, completed so that nothing is open, with full reasons under every reading,
 * side by side with json-rules-engine (a fresh engine for every run, one run a candidate and reading, outcome only).
 * Rounds alternate, so that both meet the same machine. Fails when an answer differs.
 */

const ROUNDS = 7;
const folder = 'rules';
const loaded = await loadRulebook(folder);
if (!loaded.ok) throw new Error('the rules do not load');
const { rulebook } = loaded;
const agreement = rulebook.agreements.get('syria-2016');
if (agreement === undefined) throw new Error('there is no syria-2016');

const facts = (agreement.definition.vocabulary ?? []).map((own) => own.name);
const cases = parse(await readFile(`${folder}/syria-2016/cases.yaml`, 'utf8')).cases as { incident: unknown }[];
const incidents = cases.map((each) => completed(incidentSchema.parse(each.incident), facts));

/** Prepared outside the timing: everything json-rules-engine is given. */
const all = incidents.map((incident) => {
  const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
  return agreement.readings.map((reading) => {
    const result = evaluateReading(evaluator, reading.plan);
    return {
      incident,
      outcome: result.outcome,
      candidates: result.candidates.map((evaluated) => {
        const completions = completionsOf(evaluator, evaluated);
        return {
          terms: readingTerms(agreement, reading, evaluated),
          completion: completions.at(0),
          open: completions.count > 1,
        };
      }),
    };
  });
});

const whole = (readings: (typeof all)[number]) =>
  readings.every(({ candidates }) => candidates.every(({ open }) => !open));
/** A place that straddles a border cannot be completed in the report itself; such incidents are left out, and counted. */
const prepared = all.filter(whole);
const judged = prepared.map(([first]) => first?.incident).filter((incident) => incident !== undefined);

let runs = 0;
async function byRules(): Promise<number> {
  const start = process.hrtime.bigint();
  for (const readings of prepared)
    for (const { incident, outcome, candidates } of readings) {
      const outcomes: Outcome[] = [];
      for (const { terms, completion } of candidates) {
        outcomes.push(await outcomeByRules(agreement as never, terms, completion));
        runs++;
      }
      const votes = incident.candidates.map((candidate) => candidate.grade !== 'unlikely');
      const voting = votes.includes(true) ? outcomes.filter((_, index) => votes[index]) : outcomes;
      const answer =
        incident.attribution === 'each'
          ? await gravestByRules(voting)
          : new Set(voting).size === 1
            ? voting[0]
            : 'undetermined';
      if (answer !== outcome)
        throw new Error(`${incident.reportId}: json-rules-engine says ${answer}, Truce ${outcome}`);
    }
  return Number(process.hrtime.bigint() - start) / 1e3 / judged.length;
}

function byTruce(repeats: number): number {
  const start = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const incident of judged) judge(incident, 'sha256:bench', agreement as never, rulebook);
  return Number(process.hrtime.bigint() - start) / 1e3 / judged.length / repeats;
}

byTruce(40);
await byRules();
const rounds: { truce: number; rules: number }[] = [];
for (let round = 0; round < ROUNDS; round++) rounds.push({ truce: byTruce(20), rules: await byRules() });
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const truce = median(rounds.map((each) => each.truce));
const rules = median(rounds.map((each) => each.rules));
const ratio = median(rounds.map((each) => each.rules / each.truce));
console.log(
  `incidents: ${judged.length} (${all.length - judged.length} left out: their place cannot be completed); equal answers in ${runs} runs`,
);
console.log(
  `Truce, whole verdict with reasons under ${agreement.readings.length} readings: ${truce.toFixed(1)} µs an incident`,
);
console.log(`json-rules-engine 7.3.1, fresh engine a run, outcomes only: ${rules.toFixed(0)} µs an incident`);
console.log(`ratio (median of ${ROUNDS} rounds side by side): ${ratio.toFixed(0)}`);
