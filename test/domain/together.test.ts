import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Told, together } from '../../src/domain/together.js';
import { GRADES, OUTCOMES, type Outcome } from '../../src/domain/words.js';

type Standing = Exclude<Told, 'outside'>['standing'];
const told = (possible: Outcome[], standing: Standing = 'likely', presumes = false): Told => ({
  possible,
  standing,
  presumes,
});

describe('What reports of one event come to together', () => {
  it('is what every report leaves possible', () => {
    const open = told(['violation', 'exempt']);
    expect(together([open, told(['violation', 'out_of_scope'])])).toMatchObject({
      outcome: 'violation',
      possible: ['violation'],
      contradictory: false,
      reports: 2,
    });
    expect(together([open])).toMatchObject({ outcome: 'undetermined', possible: ['violation', 'exempt'] });
  });

  it('is never firm where they contradict each other', () => {
    expect(together([told(['violation']), told(['exempt'])])).toMatchObject({
      outcome: 'undetermined',
      possible: ['violation', 'exempt'],
      contradictory: true,
    });
  });

  it('is not narrowed by what a report only presumes', () => {
    const presumed = told(['violation'], 'likely', true);
    expect(together([presumed, told(['violation', 'exempt'])]).possible).toEqual(['violation', 'exempt']);
    expect(together([presumed, presumed]).outcome).toBe('violation');
    expect(together([told(['violation', 'exempt'], 'likely', true), told(['exempt'])]).outcome).toBe('exempt');
  });

  it('contradicts a report that puts the act outside, and is not narrowed by it', () => {
    expect(together([told(['violation']), 'outside'])).toMatchObject({
      outcome: 'undetermined',
      possible: ['violation', 'no_violation', 'out_of_scope', 'not_in_force'],
      contradictory: true,
    });
    expect(together([told(['violation', 'out_of_scope']), 'outside']).possible).toEqual(['violation', 'out_of_scope']);
  });

  it('stands as firm as the strongest reports that come to it alone', () => {
    expect(together([told(['violation'], 'confirmed'), told(['violation'], 'alleged')]).standing).toBe('confirmed');
    const needed = together([told(['violation', 'exempt'], 'confirmed'), told(['violation'], 'alleged')]);
    expect(needed).toMatchObject({ outcome: 'violation', standing: 'alleged' });
    expect(together([told(['violation'], 'confirmed'), told(['exempt'], 'possible')]).standing).toBe('possible');
  });

  it('is no more than alleged where one report says that it did not happen', () => {
    const disproved = told(['no_violation'], 'disproved');
    expect(together([told(['violation'], 'confirmed'), disproved])).toMatchObject({
      outcome: 'undetermined',
      contradictory: true,
      standing: 'alleged',
    });
    expect(together([disproved, disproved])).toMatchObject({ outcome: 'no_violation', standing: 'disproved' });
  });

  const anyTold: fc.Arbitrary<Told> = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Told>('outside') },
    {
      weight: 6,
      arbitrary: fc.record({
        possible: fc.subarray([...OUTCOMES], { minLength: 1 }),
        standing: fc.constantFrom<Standing>(...GRADES, 'disproved'),
        presumes: fc.boolean(),
      }),
    },
  );
  const anyReports = fc
    .array(anyTold, { minLength: 1, maxLength: 5 })
    .filter((reports) => reports.some((each) => each !== 'outside'));

  it('does not depend on the order of the reports, and holds nothing that none of them does', () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const answer = together(reports);
        expect(together([...reports].reverse())).toEqual(answer);
        expect(answer.outcome === 'undetermined').toBe(answer.possible.length !== 1);
        if (answer.contradictory) expect(answer.outcome).toBe('undetermined');
        if (!reports.includes('outside'))
          for (const outcome of answer.possible)
            expect(reports.some((each) => each !== 'outside' && each.possible.includes(outcome))).toBe(true);
      }),
    );
  });

  it('is firm only when no report that presumes nothing excludes it', () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const { outcome } = together(reports);
        if (outcome === 'undetermined') return;
        for (const each of reports) if (each !== 'outside') expect(each.possible).toContain(outcome);
      }),
    );
  });
});
