import fc from 'fast-check';
import { hashOf } from '../src/engine/hash.js';
import { judge } from '../src/engine/judge.js';
import { inspectAgreement } from '../src/inspection/inspect.js';
import { randomIncident } from '../test/helpers/random-incident.js';
import { compileRandom, randomRulebook } from '../test/helpers/random-rulebook.js';
import { refutation } from '../test/inspection/claims.js';

/**
 * Holds what the inspection claims of random rulebooks against random reports, at length.
 * `node --import tsx bench/findings.ts 77 250` is 250 rulebooks from seed 77, 120 reports each; exits 1 when a claim is refuted.
 */

const seed = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 100);
const REPORTS = 120;

const found = new Map<string, number>();
let refuted = 0;
let undecided = 0;
let withoutExample = 0;
let slowest = 0;
for (const [index, made] of fc.sample(randomRulebook, { seed, numRuns: count }).entries()) {
  const { rulebook, agreement } = compileRandom(made);
  const began = performance.now();
  const inspected = inspectAgreement(agreement, rulebook);
  slowest = Math.max(slowest, performance.now() - began);
  undecided += inspected.undecided.length;
  const judged = fc
    .sample(randomIncident, { seed: seed * 1000 + index, numRuns: REPORTS })
    .map((incident) => ({ incident, judgement: judge(incident, hashOf(incident), agreement, rulebook) }));
  for (const { code, claim, example, message } of inspected.findings) {
    found.set(code, (found.get(code) ?? 0) + 1);
    if (example === undefined) withoutExample += 1;
    if (claim === undefined) continue;
    for (const { incident, judgement } of judged) {
      const why = refutation(claim, incident, judgement, agreement, rulebook);
      if (why === undefined) continue;
      refuted += 1;
      process.stdout.write(`${code}: ${message}: ${why}: ${JSON.stringify(incident)}\n`);
    }
  }
}
const sum = [...found.values()].reduce((a, b) => a + b, 0);
process.stdout.write(`${JSON.stringify(Object.fromEntries(found))}\n`);
process.stdout.write(
  `${count} rulebooks, ${sum} findings, ${refuted} refuted by ${REPORTS} reports each, ${withoutExample} without an example, ${undecided} undecided, slowest ${slowest.toFixed(0)} ms\n`,
);
if (refuted > 0) process.exitCode = 1;
