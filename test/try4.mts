import fc from 'fast-check';
import { randomBatch, pairOf } from './engine/support/pair.js';
import { Chance } from './engine/support/chance.js';
for (const [b, i] of [[25,7],[34,4],[40,9],[42,4]] as const) {
  const [made] = fc.sample(randomBatch(10), { seed: 1_000_003 + b, numRuns: 1 });
  const pair = pairOf(made!.book, made!.incidents[i]!, new Chance(0), false);
  const d = made!.book.definition;
  console.log('#####', b, i, JSON.stringify(made!.incidents[i]));
  for (const [id, r] of Object.entries(pair.verdict.readings)) console.log(id, r.outcome, r.possible.join(), JSON.stringify(r.missing), JSON.stringify(r.presumed), JSON.stringify(r.candidates.map(c => [c.possible, c.terms.map(t => [t.id, t.state])])));
  console.log(JSON.stringify({ zones: (made!.book.zones as any).features[0].properties, groups: made!.book.groups.map(({names, ...g}: any) => g), roles: d.roles, conditions: d.conditions, terms: d.terms.map(({clause, ...t}: any) => t), exceptions: d.exceptions, readings: d.readings.map(({terms, ...r}) => r) }));
}
