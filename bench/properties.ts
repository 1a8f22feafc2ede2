import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { PROPERTIES } from '../test/engine/properties/all.js';
import { Chance } from '../test/engine/support/chance.js';
import { pairOf, randomBatch } from '../test/engine/support/pair.js';

/**
 * Every property of the judging engine over many random rulebooks and incidents.
 *
 * node --import tsx bench/properties.ts --pairs 100000 --seed 1
 * A failure names its batch as soon as it is found: `--seed S --batch B` runs that batch alone, `--first B` begins with it.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string' },
    first: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});
const PER_RULEBOOK = 10;
const SHOWN = 5;
const pairs = Number(values.pairs);
const seed = Number(values.seed);
const chosen = PROPERTIES.filter(({ name }) => name.includes(values.only ?? ''));

interface Tally {
  tried: number;
  failures: number;
  readonly shown: string[];
  readonly counted: Map<string, number>;
}
const tallies = new Map<string, Tally>(
  chosen.map(({ name }) => [name, { tried: 0, failures: 0, shown: [], counted: new Map() }]),
);

async function runBatch(batch: number): Promise<number> {
  const [made] = fc.sample(randomBatch(PER_RULEBOOK), { seed: seed * 1_000_003 + batch, numRuns: 1 });
  if (made === undefined) return 0;
  for (const [index, incident] of made.incidents.entries()) {
    const chance = new Chance(made.seed + index);
    const pair = pairOf(made.book, incident, chance, batch % 100 === 0);
    for (const { name, holds, everyNth } of chosen) {
      if (everyNth > 1 && (batch * PER_RULEBOOK + index) % everyNth !== batch % everyNth) continue;
      const tally = tallies.get(name) as Tally;
      tally.tried++;
      const count = (what: string, by = 1) => void tally.counted.set(what, (tally.counted.get(what) ?? 0) + by);
      const wrong = await Promise.resolve(holds(pair, count)).catch((error: unknown) => `threw ${String(error)}`);
      if (wrong === undefined) continue;
      tally.failures++;
      const where = `--seed ${seed} --batch ${batch} (incident ${index}): ${wrong}`;
      process.stderr.write(`FAILED ${name}: ${where.slice(0, 500)}\n`);
      if (tally.shown.length < SHOWN) tally.shown.push(where);
    }
  }
  return made.incidents.length;
}

const started = performance.now();
const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
let done = 0;
let told = 0;
const first = Number(values.batch ?? values.first);
const batches = values.batch === undefined ? Math.ceil(pairs / PER_RULEBOOK) : 1;
for (let batch = first; batch < first + batches; batch++) {
  done += await runBatch(batch);
  if (done - told < pairs / 20) continue;
  told = done;
  const failures = [...tallies.values()].reduce((sum, tally) => sum + tally.failures, 0);
  process.stderr.write(`${done} pairs, ${seconds()} s, ${failures} failures\n`);
}

console.log(`${done} rulebook-incident pairs, ${batches} rulebooks, seed ${seed}, ${seconds()} s`);
for (const [name, { tried, failures, shown, counted }] of tallies) {
  console.log(`${failures === 0 ? 'holds' : 'FAILS'}  ${name}: ${tried} pairs, ${failures} failures`);
  for (const [what, count] of counted) console.log(`         ${what}: ${count}`);
  for (const each of shown) console.log(`         ${each}`);
}
process.exitCode = [...tallies.values()].some((tally) => tally.failures > 0) ? 1 : 0;
