import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondOpinion, spread } from '../../src/engine/second-opinion.js';
import { RulesRuns } from '../../src/engine/second-opinion-runs.js';
import { Chance } from './support/chance.js';
import { pairOf, randomBatch } from './support/pair.js';
import { clause, report, source, tiny } from './support/tiny.js';

describe('A second opinion that remembers its runs', () => {
  it('is the same as one that runs every completion, over random rulebooks and incidents', async () => {
    let spared = 0;
    await fc.assert(
      fc.asyncProperty(randomBatch(4), async ({ book, incidents, seed }) => {
        const runs = new RulesRuns();
        for (const incident of [...incidents, ...incidents]) {
          const { agreement, rulebook } = pairOf(book, incident, new Chance(seed), false);
          const every = new RulesRuns(0);
          const sampling = { exhaustiveBelow: 12, samples: 6 };
          const plain = await secondOpinion(incident, agreement, rulebook, { sampling, runs: every });
          const before = runs.ran;
          expect(await secondOpinion(incident, agreement, rulebook, { sampling, runs })).toEqual(plain);
          expect(every.ran).toBe(plain.reduce((sum, { checked }) => sum + checked, 0));
          spared += every.ran - (runs.ran - before);
        }
      }),
      { numRuns: 8 },
    );
    expect(spared).toBeGreaterThan(0);
  });

  it('does not mix up two readings of the same facts', async () => {
    const book = tiny({
      exceptions: [
        {
          id: 'e',
          kind: 'justification',
          clause,
          shields: ['ban'],
          when: { fact: 'flag', operator: 'equal', value: true },
        },
      ],
      readings: [
        { id: 'text', accepts: [] },
        { id: 'other', accepts: ['e'] },
      ],
    });
    const asked = { runs: new RulesRuns() };
    const incident = report({ facts: { flag: true, agreed: true } });
    const opinions = await secondOpinion(incident, book.agreement, book.rulebook, asked);
    expect(opinions.map(({ seen }) => seen)).toEqual([['violation'], ['exempt']]);
  });

  it('does not mix up two agreements that read the same facts', async () => {
    const runs = new RulesRuns();
    const bans = tiny();
    const allows = tiny({ roles: { side: [{ group: 'a', source }], shielded: [{ group: 'a', source }] } });
    const seen = [];
    for (const { agreement, rulebook } of [bans, allows])
      seen.push((await secondOpinion(report(), agreement, rulebook, { runs }))[0]?.seen);
    expect(seen).toEqual([['violation'], ['out_of_scope']]);
  });

  it('keeps no more answers than it is told to', async () => {
    const { agreement, rulebook } = tiny();
    const runs = new RulesRuns(1);
    for (let round = 0; round < 2; round++)
      for (const target of ['a', 'b'])
        await secondOpinion(report({ candidates: [{ actor: 'a', target }] }), agreement, rulebook, { runs });
    expect(runs.ran).toBe(4);
  });
});

describe('The sample of a second opinion', () => {
  it('is the same for the same count and turn, within the count, and never holds one twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (count, samples, turn) => {
          const chosen = spread(count, samples, turn);
          expect(chosen).toEqual(spread(count, samples, turn));
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(chosen.every((each) => Number.isInteger(each) && each >= 0 && each < count)).toBe(true);
          if (count >= 1_000) expect(chosen).toHaveLength(samples);
        },
      ),
    );
  });

  it('is all of them where there are fewer than asked for', () => {
    expect(spread(3, 8, 0.5)).toEqual([0, 1, 2]);
  });

  it('keeps one incident within its limit, with one run for each candidate under each reading at the least', async () => {
    const { agreement, rulebook } = tiny();
    const open = report({
      candidates: Array.from({ length: 10 }, () => ({})),
      occurred: { from: '2019-12-31T00:00:00Z', to: '2020-01-05T00:00:00Z' },
    });
    const asked = async (atMost: number) => {
      const sampling = { exhaustiveBelow: 1_000, samples: 16, atMost };
      return (await secondOpinion(open, agreement, rulebook, { sampling }))[0];
    };
    expect(await asked(40)).toMatchObject({ exhaustive: false, agrees: true, checked: 40 });
    expect(await asked(1)).toMatchObject({ exhaustive: false, agrees: true, checked: 10 });
  });
});
