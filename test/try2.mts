import fc from 'fast-check';
import { randomBatch, pairOf } from '/work/main/test/engine/support/pair.ts';
import { Chance } from '/work/main/test/engine/support/chance.ts';
const [,, file, name, runs, seed] = process.argv;
const prop = (await import(file))[name];
const counts: Record<string, number> = {};
let n = 0;
const t = performance.now();
const r = await fc.check(fc.asyncProperty(randomBatch(1), async ({ book, incidents, seed }) => {
  n++;
  const pair = pairOf(book, incidents[0]!, new Chance(seed), false);
  const wrong = await prop(pair, (w: string, by = 1) => { counts[w] = (counts[w] ?? 0) + by; });
  if (wrong) throw new Error(wrong);
}), { numRuns: Number(runs), seed: Number(seed), endOnFailure: false, interruptAfterTimeLimit: 200000 });
console.log(n, 'runs', ((performance.now() - t) / n).toFixed(2), 'ms each', counts);
if (r.failed) { console.log(r.seed, r.counterexamplePath, r.numShrinks, (r as any).errorInstance?.stack?.slice(0, 1500));
  const [c]: any = r.counterexample; const d = c.book.definition;
  console.log(JSON.stringify({ groups: c.book.groups.map(({names, ...g}: any) => g), roles: d.roles, inForce: d.inForce, conditions: d.conditions, terms: d.terms.map(({clause, ...t}: any) => t), exceptions: d.exceptions, readings: d.readings, seed: c.seed }, null, 1).replace(/\n\s+/g, ' '));
  console.log(JSON.stringify(c.incidents[0])); }
