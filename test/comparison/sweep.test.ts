import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberAt, numbersOf, withNumber } from '../../src/comparison/rule-numbers.js';
import { Sweep } from '../../src/comparison/sweep.js';
import type { AgreementSource } from '../../src/engine/compiled-agreement.js';
import { judgeAll } from '../../src/engine/judge.js';
import { compileRulebook } from '../../src/engine/rulebook.js';
import { randomIncident } from '../helpers/random-incident.js';
import { randomRulebook } from '../helpers/random-rulebook.js';
import { builtFrom, smallRules } from '../helpers/small-record.js';
import { goodFilesEdited } from '../rulebook/rule-folders.js';
import { sourceOf } from './support.js';

const POINTS = [0, 1, 5, 5.5, 10, 50, 150];

describe('A sweep', () => {
  it('counts at each value what judging by the rules with that value comes to', { timeout: 120_000 }, () => {
    let depending = 0;
    let spared = 0;
    fc.assert(
      fc.property(
        randomRulebook,
        fc.array(randomIncident, { minLength: 4, maxLength: 4 }),
        fc.nat(100),
        (book, incidents, pick) => {
          const source = sourceOf(book);
          const rulebook = compileRulebook(source, 'sha256:base');
          const [agreement] = source.agreements as [AgreementSource];
          const numbers = numbersOf(agreement);
          const number = numbers[pick % numbers.length];
          const compiled = rulebook.agreements.get('made-up');
          if (number === undefined || compiled === undefined) return;
          const sweep = new Sweep(rulebook, compiled, number, POINTS);
          for (const incident of incidents) sweep.add(incident, undefined);
          depending += sweep.depending;
          spared += sweep.judged - sweep.depending;
          for (const { at, readings } of sweep.points()) {
            const varied = compileRulebook({ ...source, agreements: [withNumber(agreement, number, at)] }, 'sha256:at');
            for (const [reading, { byOutcome, possible }] of Object.entries(readings)) {
              const wanted: Record<string, number> = {};
              const open: Record<string, number> = {};
              for (const incident of incidents) {
                const verdict = judgeAll(incident, 'sha256:i', varied).verdicts[0]?.readings[reading];
                if (verdict === undefined) continue;
                wanted[verdict.outcome] = (wanted[verdict.outcome] ?? 0) + 1;
                for (const each of verdict.possible) open[each] = (open[each] ?? 0) + 1;
              }
              const some = (counts: Record<string, number>) =>
                Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
              expect(some(byOutcome)).toEqual(wanted);
              expect(some(possible)).toEqual(open);
            }
          }
        },
      ),
      { numRuns: 40, seed: 20160227 },
    );
    expect(depending).toBeGreaterThan(20);
    expect(spared).toBeGreaterThan(5);
  });
});

describe('The path of a number', () => {
  const agreement = (from?: string, to = '') =>
    (from === undefined ? smallRules() : builtFrom(goodFilesEdited('example/agreement.yaml', from, to))).source
      .agreements[0] as AgreementSource;

  it.each([
    ['terms.heavy-guns.km', 15],
    ['terms.heavy-guns.place.distanceKm', 15],
    ['terms.heavy-guns.distanceKm', 15],
    ['terms.heavy-guns.calibreMm', 100],
    ['terms.heavy-guns.mm.value', undefined],
    ['zones.line.accuracyKm', 0.5],
    ['zones.line.km', 0.5],
  ])('%s leads to %s', (path, value) => {
    if (value === undefined) expect(() => numberAt(agreement(), path)).toThrow(/leads to no number/);
    else expect(numberAt(agreement(), path).value).toBe(value);
  });

  it('may begin where a condition is used, and its steps between may be left out', () => {
    const near = agreement(
      '  by-north:',
      '  near: { any: [{ fact: presence.distanceKm, params: { group: south, withinDays: 3 }, operator: lessThan, value: 7 }] }\n  by-north:',
    );
    const used = agreement(
      'when: { fact: gaveNotice, operator: equal, value: true }\n',
      'when: { any: [{ fact: presence.distanceKm, params: { group: south, withinDays: 3 }, operator: lessThan, value: 7 }] }\n',
    );
    expect(numberAt(near, 'conditions.near.km')).toMatchObject({ value: 7, unit: 'km' });
    expect(numberAt(used, 'exceptions.notice.km').value).toBe(7);
    expect(numberAt(used, 'exceptions.notice.withinDays')).toMatchObject({ value: 3, unit: 'days' });
    expect(numberAt(used, 'exceptions.notice.value').value).toBe(7);
  });
});
