import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { OUTCOMES, type Outcome, type OutcomeOrOpen } from '../src/domain/words.js';
import { votesOf } from '../src/engine/combine.js';
import type { CompiledAgreement } from '../src/engine/compiled-agreement.js';
import { Evaluator } from '../src/engine/evaluate.js';
import { judge } from '../src/engine/judge.js';
import { evaluateReading } from '../src/engine/reading.js';
import { candidateVerdict } from '../src/engine/reasons.js';
import { compileRulebook, type Rulebook } from '../src/engine/rulebook.js';
import { readingTerms } from '../src/engine/second-opinion.js';
import { situationOf } from '../src/engine/situation.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { completed } from './complete-incidents.js';
import { generatedIncidents } from './generated-incidents.js';
import { generatedRulebook } from './generated-rules.js';
import { closures } from './peers/closures.js';
import { jsonLogic } from './peers/json-logic.js';
import { freshEngine, keptEngine } from './peers/json-rules-engine.js';
import type { Answering, Asked, Peer } from './peers/peer.js';
import { askedOf, plainRules } from './peers/plain-rules.js';
import { zen } from './peers/zen.js';

/**
 * The same rules and the same known facts, judged by Truce with its reasons and by four other ways, one after another in
 * every round. A judgement is one incident under all three readings. Peers are handed the facts ready, with roles, zones,
 * distances and co-location worked out; Truce is handed the report and works them out itself. Fails when an answer differs.
 *
 * node dist/bench/peers.js
 */

const ROUNDS = 7;
/** Of a way that takes longer than a second for one judgement, no more than this. */
const SLOW_ROUNDS = 3;
/** How long one way may take in one round, in milliseconds. */
const SHARE = 300;
const PEERS: readonly Peer[] = [closures, jsonLogic, zen, keptEngine, freshEngine];

interface Case {
  readonly incident: Incident;
  readonly readings: readonly { readonly outcome: OutcomeOrOpen; readonly candidates: readonly Asked[] }[];
}

/** What a set of rules makes of incidents whose every fact is known; the others are left out. */
function casesOf(agreement: CompiledAgreement, rulebook: Rulebook, incidents: readonly Incident[]): Case[] {
  return incidents.flatMap((incident) => {
    const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
    const readings = agreement.readings.map(({ plan }) => {
      const result = evaluateReading(evaluator, plan);
      const asked = result.candidates.map((each) => askedOf(agreement, each));
      return { outcome: result.outcome, candidates: asked.filter((each) => each !== undefined) };
    });
    const whole = readings.every(({ candidates }) => candidates.length === incident.candidates.length);
    return whole ? [{ incident, readings }] : [];
  });
}

/** S9, for outcomes that are firm. */
function together(incident: Incident, outcomes: readonly Outcome[]): OutcomeOrOpen {
  const votes = votesOf(incident);
  const voting = outcomes.filter((_, index) => votes[index]);
  const [first] = incident.attribution === 'each' ? OUTCOMES.filter((each) => voting.includes(each)) : voting;
  if (incident.attribution === 'each') return first ?? 'undetermined';
  return first !== undefined && voting.every((each) => each === first) ? first : 'undetermined';
}

interface Way {
  readonly name: string;
  readonly judge: (each: Case) => void | Promise<void>;
  readonly times: number[];
  /** How many judgements fit into its share of a round. */
  count: number;
}

function wayOf(peer: Peer, agreement: CompiledAgreement, rulebook: Rulebook, some: Incident): Way {
  const evaluator = new Evaluator(agreement, situationOf(some, rulebook.registry));
  const built: Answering[] = agreement.readings.map((reading) =>
    peer.build(plainRules(agreement.definition, readingTerms(agreement, reading, evaluator.evaluate(reading.plan, 0)))),
  );
  const way = async ({ incident, readings }: Case) => {
    for (const [index, { outcome, candidates }] of readings.entries()) {
      const outcomes: Outcome[] = [];
      for (const asked of candidates) {
        const answer = (built[index] as Answering)(asked);
        outcomes.push(typeof answer === 'string' ? answer : await answer);
      }
      const found = together(incident, outcomes);
      if (found !== outcome)
        throw new Error(
          `${incident.reportId}, ${agreement.readings[index]?.id}: ${peer.name} says ${found}, Truce ${outcome}`,
        );
    }
  };
  return { name: peer.name, judge: way, times: [], count: 0 };
}

function truce(agreement: CompiledAgreement, rulebook: Rulebook): Way[] {
  const reasons = ({ incident }: Case) => {
    const evaluator = new Evaluator(agreement, situationOf(incident, rulebook.registry));
    for (const { plan } of agreement.readings)
      for (const each of evaluateReading(evaluator, plan).candidates) candidateVerdict(evaluator, each, true);
  };
  return [
    { name: 'Truce, outcomes with full reasons', judge: reasons, times: [], count: 0 },
    {
      name: 'Truce, whole verdict (also what parts, hangs, is missing)',
      judge: ({ incident }) => void judge(incident, 'sha256:bench', agreement, rulebook),
      times: [],
      count: 0,
    },
  ];
}

/** Microseconds a judgement over the first so many cases, round and round. */
async function timed(way: Way, cases: readonly Case[], count: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let done = 0; done < count; done++) {
    const pending = way.judge(cases[done % cases.length] as Case);
    if (pending !== undefined) await pending;
  }
  return Number(process.hrtime.bigint() - start) / 1e3 / count;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const shown = (micros: number) => (micros < 1000 ? `${micros.toFixed(1)} µs` : `${(micros / 1000).toFixed(1)} ms`);

async function compare(title: string, rulebook: Rulebook, id: string, incidents: readonly Incident[]): Promise<void> {
  const agreement = rulebook.agreements.get(id);
  if (agreement === undefined) throw new Error(`there is no ${id}`);
  const cases = casesOf(agreement, rulebook, incidents);
  const [first] = cases;
  if (first === undefined) throw new Error(`no incident of ${title} has all its facts known`);
  const ways = [
    ...truce(agreement, rulebook),
    ...PEERS.map((peer) => wayOf(peer, agreement, rulebook, first.incident)),
  ];
  // Every answer is compared before anything is timed; the slowest are asked about the first cases only.
  for (const way of ways) {
    const slow = (await timed(way, cases, 2)) > 20_000;
    const once = await timed(way, cases, slow ? Math.min(10, cases.length) : cases.length);
    way.count = Math.max(1, Math.min(cases.length * 50, Math.floor((SHARE * 1000) / once)));
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const way of ways)
      if (way.count > 1 || round < SLOW_ROUNDS) way.times.push(await timed(way, cases, way.count));
  const { terms, exceptions, readings, atoms } = agreement;
  console.log(
    `\n${title}: ${terms.length} terms, ${exceptions.length} exceptions, ${readings.length} readings, ${atoms.length} comparisons; ${cases.length} incidents with every fact known (${incidents.length - cases.length} left out)`,
  );
  const own = ways[0] as Way;
  for (const { name, times } of ways) {
    const ratio = median(times.map((time, round) => time / (own.times[round] as number)));
    console.log(
      `  ${name.padEnd(58)} ${shown(median(times)).padStart(10)}   ${ratio.toFixed(ratio < 10 ? 2 : 0).padStart(6)}`,
    );
  }
}

function memoryOf(rulebook: Rulebook): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const compiled = compileRulebook(rulebook.source, rulebook.hash);
  collect();
  const after = process.memoryUsage().heapUsed;
  if (compiled.agreements.size === 0) throw new Error('nothing was compiled');
  return after - before;
}

const loaded = await loadRulebook('rules');
if (!loaded.ok) throw new Error('the rules do not load');
const facts = (loaded.rulebook.agreements.get('syria-2016')?.definition.vocabulary ?? []).map((own) => own.name);
const { cases: worked } = parse(await readFile('rules/syria-2016/cases.yaml', 'utf8')) as {
  cases: { incident: unknown }[];
};
const syrian = worked.map((each) => completed(incidentSchema.parse(each.incident), facts));
console.log(
  'microseconds a judgement (one incident, all readings), median of rounds; last column: times Truce with reasons',
);
await compare('syria-2016', loaded.rulebook, 'syria-2016', syrian);
for (const terms of [100, 1000]) {
  const rulebook = generatedRulebook(terms, 20_160_227);
  await compare(`generated, ${terms} terms`, rulebook, 'made-up', generatedIncidents(200, 5));
  console.log(`  compiled, it takes ${(memoryOf(rulebook) / 1e6).toFixed(1)} MB beside its parsed files`);
}
console.log('\nwhat each tells besides the outcome, and does not:');
console.log(
  '  Truce: per reading the terms, exceptions and comparisons that decided, with clause, value and source; three truths',
);
for (const { name, gives, lacks } of PEERS) console.log(`  ${name}: ${gives}. Not: ${lacks}`);
