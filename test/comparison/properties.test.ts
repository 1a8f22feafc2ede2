import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeComparison } from '../../src/comparison/comparison.js';
import { Requirements } from '../../src/comparison/requirements.js';
import { ruleChanges } from '../../src/comparison/rule-changes.js';
import { RuleEdits } from '../../src/comparison/rule-edits.js';
import { differencesBetween } from '../../src/domain/differences.js';
import type { Incident } from '../../src/domain/incident.js';
import { judgeAll } from '../../src/engine/judge.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { randomIncident } from '../helpers/random-incident.js';
import { atOnce, compiled, editedPair, withoutEmpty } from './support.js';

const RUNS = { numRuns: 60, seed: 20160227 };
const AGREEMENT = 'made-up';
const incidents = fc.array(randomIncident, { minLength: 3, maxLength: 3 });

/** All that a verdict says but the rulebook it was made by. */
const said = (incident: Incident, rulebook: Rulebook): string =>
  JSON.stringify(judgeAll(incident, 'sha256:incident', rulebook).verdicts.map(({ rulebook: _, ...rest }) => rest));
/** What the readings leave possible; undefined where the incident is not judged. */
const possible = (incident: Incident, rulebook: Rulebook, reading?: string): string | undefined => {
  const [verdict] = judgeAll(incident, 'sha256:incident', rulebook).verdicts;
  if (verdict === undefined) return undefined;
  const readings = Object.entries(verdict.readings).filter(([id]) => reading === undefined || id === reading);
  return JSON.stringify(readings.map(([id, each]) => [id, each.possible]).sort());
};

describe('Over random rulebooks and edits of them', { timeout: 120_000 }, () => {
  it('every change made in the earlier rulebook gives the later one, and none gives the earlier one', () => {
    fc.assert(
      fc.property(editedPair, ({ before, after }) => {
        const edits = new RuleEdits(before, after);
        const all = new Set(edits.edits.map(({ id }) => id));
        expect(differencesBetween(withoutEmpty(after), withoutEmpty(edits.with(all)))).toEqual([]);
        expect(differencesBetween(withoutEmpty(before), withoutEmpty(edits.with(new Set())))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('equal rulebooks have no changes, and ids are unique and in order', () => {
    fc.assert(
      fc.property(editedPair, ({ before, after }) => {
        expect(ruleChanges(before, structuredClone(before))).toEqual([]);
        const ids = ruleChanges(before, after).map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
      RUNS,
    );
  });

  it('what changes are said not to touch is judged the same, word for word', () => {
    let spared = 0;
    fc.assert(
      fc.property(editedPair, incidents, ({ before, after }, reports) => {
        const [was, is] = [compiled(before, 'before'), compiled(after, 'after')];
        const comparison = makeComparison(was, is);
        for (const report of reports) {
          if (comparison.mayTouch(report, AGREEMENT)) continue;
          spared++;
          expect(said(report, is)).toBe(said(report, was));
        }
      }),
      RUNS,
    );
    expect(spared).toBeGreaterThan(20);
  });

  it('what a flip is put down to brings it about by itself, and no part of it can be left out', () => {
    let flips = 0;
    fc.assert(
      fc.property(editedPair, incidents, ({ before, after }, reports) => {
        const [was, is] = [compiled(before, 'before'), compiled(after, 'after')];
        const comparison = makeComparison(was, is);
        const edits = new RuleEdits(before, after);
        const requirements = new Requirements(edits.edits, edits.units);
        const withOnly = (ids: ReadonlySet<string>) => compiled(edits.with(ids), 'some');
        for (const report of reports)
          for (const reading of [undefined, 'reading-1']) {
            const because = atOnce(comparison.because(report, AGREEMENT, reading)).map(({ id }) => id);
            const wanted = possible(report, is, reading);
            if (possible(report, was, reading) === wanted) {
              expect(because).toEqual([]);
              continue;
            }
            flips++;
            expect(possible(report, withOnly(new Set(because)), reading)).toBe(wanted);
            for (const id of because) {
              const left = new Set(because.filter((each) => !requirements.dependentsOf(id).has(each)));
              expect(possible(report, withOnly(left), reading)).not.toBe(wanted);
            }
            expect(comparison.mayTouch(report, AGREEMENT)).toBe(true);
          }
      }),
      { ...RUNS, numRuns: 40 },
    );
    expect(flips).toBeGreaterThan(20);
  });

  it('what a flip is put down to is always the same, whichever incident was asked of before', () => {
    fc.assert(
      fc.property(editedPair, incidents, ({ before, after }, reports) => {
        const fresh = () => makeComparison(compiled(before, 'before'), compiled(after, 'after'));
        const one = fresh();
        const found = reports.map((report) => atOnce(one.because(report, AGREEMENT)));
        expect(reports.toReversed().map((report) => atOnce(fresh().because(report, AGREEMENT)))).toEqual(
          found.toReversed(),
        );
      }),
      { ...RUNS, numRuns: 10 },
    );
  });
});
