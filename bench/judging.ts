import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import type { Outcome, OutcomeOrOpen } from '../src/domain/words.js';
import { completionsOf } from '../src/engine/completions.js';
import { dependsOn } from '../src/engine/depends.js';
import { Evaluator } from '../src/engine/evaluate.js';
import { judge } from '../src/engine/judge.js';
import { evaluateReading } from '../src/engine/reading.js';
import { candidateVerdict } from '../src/engine/reasons.js';
import { gravestByRules, outcomeByRules, readingTerms } from '../src/engine/second-opinion.js';
import { situationOf } from '../src/engine/situation.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { completed } from './complete-incidents.js';

/**
 * Judges the worked incidents of syria-2016, completed so that nothing is open, with full reasons under every reading, side
 * by side with json-rules-engine: a fresh engine for every run, a run for each candidate and reading, and, where the whole
 * verdict is compared, one more for each exception refused (S14). Rounds alternate, so that both meet the same machine.
 * Fails when an answer differs.
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
      dependsOn: dependsOn(evaluator, result)
        .map((each) => `${each.exception}=${each.otherwise}`)
        .sort()
        .join(' '),
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

type Prepared = (typeof prepared)[number][number];
let runs = 0;

/** What json-rules-engine makes of an incident under one reading, with one exception refused if any. */
async function outcomeByEngine({ incident, candidates }: Prepared, refused?: string): Promise<OutcomeOrOpen> {
  const outcomes: Outcome[] = [];
  for (const { terms, completion } of candidates) {
    const without = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].filter(([id]) => id !== refused));
    const given =
      refused === undefined ? terms : { ...terms, accepts: without(terms.accepts), held: without(terms.held) };
    outcomes.push(await outcomeByRules(agreement as never, given, completion));
    runs++;
  }
  const votes = incident.candidates.map((candidate) => candidate.grade !== 'unlikely');
  const voting = votes.includes(true) ? outcomes.filter((_, index) => votes[index]) : outcomes;
  if (incident.attribution === 'each') return gravestByRules(voting);
  return new Set(voting).size === 1 ? (voting[0] as Outcome) : 'undetermined';
}

/** Outcome of every reading; with `depends`, also the outcome without each exception the reading accepts (S14). */
async function byRules(depends: boolean): Promise<number> {
  const start = process.hrtime.bigint();
  for (const readings of prepared)
    for (const each of readings) {
      const outcome = await outcomeByEngine(each);
      expectSame(each, 'outcome', outcome, each.outcome);
      if (!depends) continue;
      const found: string[] = [];
      for (const id of each.candidates[0]?.terms.accepts.keys() ?? []) {
        const otherwise = await outcomeByEngine(each, id);
        if (otherwise !== outcome) found.push(`${id}=${otherwise}`);
      }
      expectSame(each, 'dependsOn', found.sort().join(' '), each.dependsOn);
    }
  return Number(process.hrtime.bigint() - start) / 1e3 / judged.length;
}

function expectSame({ incident }: Prepared, what: string, theirs: string, ours: string): void {
  if (theirs !== ours)
    throw new Error(`${incident.reportId}, ${what}: json-rules-engine says ${theirs}, Truce ${ours}`);
}

function timed(repeats: number, work: (incident: Incident) => void): number {
  const start = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat++) for (const incident of judged) work(incident);
  return Number(process.hrtime.bigint() - start) / 1e3 / judged.length / repeats;
}

/** Outcomes and the reasons of every candidate, without what the rest of a verdict adds. */
function outcomesAndReasons(incident: Incident): void {
  const evaluator = new Evaluator(agreement as never, situationOf(incident, rulebook.registry));
  for (const { plan } of agreement?.readings ?? [])
    for (const each of evaluateReading(evaluator, plan).candidates) candidateVerdict(evaluator, each, true);
}
const wholeVerdict = (incident: Incident) => void judge(incident, 'sha256:bench', agreement as never, rulebook);

timed(60, wholeVerdict);
timed(60, outcomesAndReasons);
await byRules(false);
const rounds: Record<'reasons' | 'rules' | 'verdict' | 'rulesDepends', number>[] = [];
for (let round = 0; round < ROUNDS; round++)
  rounds.push({
    reasons: timed(20, outcomesAndReasons),
    rules: await byRules(false),
    verdict: timed(20, wholeVerdict),
    rulesDepends: await byRules(true),
  });
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const of = (name: 'reasons' | 'rules' | 'verdict' | 'rulesDepends') => median(rounds.map((each) => each[name]));
const ratio = (a: 'rules' | 'rulesDepends', b: 'reasons' | 'verdict') =>
  median(rounds.map((each) => each[a] / each[b])).toFixed(0);
const left = all.length - judged.length;
console.log(
  `${judged.length} incidents (${left} left out: their place cannot be completed), ${agreement.readings.length} readings; equal answers in ${runs} runs of json-rules-engine 7.3.1, a fresh engine each`,
);
console.log(
  `outcomes with full reasons:                Truce ${of('reasons').toFixed(1)} µs an incident, json-rules-engine ${of('rules').toFixed(0)} µs: ${ratio('rules', 'reasons')} times`,
);
console.log(
  `whole verdict against outcomes only:       Truce ${of('verdict').toFixed(1)} µs an incident, json-rules-engine ${of('rules').toFixed(0)} µs: ${ratio('rules', 'verdict')} times`,
);
console.log(
  `whole verdict against outcomes, dependsOn: Truce ${of('verdict').toFixed(1)} µs an incident, json-rules-engine ${of('rulesDepends').toFixed(0)} µs: ${ratio('rulesDepends', 'verdict')} times`,
);
console.log(`medians of ${ROUNDS} rounds, side by side`);
