import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/casework/cases.js';
import { type Coverage, coverageOf, missingFrom } from '../../src/casework/coverage.js';
import { lineFinder } from '../../src/casework/line-finder.js';
import { originalOf } from '../../src/casework/mutants.js';
import { reportsThatReach } from '../../src/casework/reaching.js';
import { shownBy } from '../../src/casework/trace-case.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import { caseText, oneTermRules, rulesWith } from './one-term.js';

describe('Coverage', () => {
  const built = buildRulebook(oneTermRules());
  if (!built.ok) throw new Error('the rules do not load');
  const original = originalOf(built.rulebook, 'small');
  const coverage = (...texts: string[]): Coverage => {
    const read = readCases(
      [{ path: 'small/cases.yaml', text: `agreement: small\ncases:\n${texts.join('')}` }],
      built.rulebook,
    );
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    return coverageOf(
      original,
      read.cases.flatMap((file) => file.cases),
    );
  };
  const missing = (found: Coverage) => missingFrom(found).map((goal) => goal.id);
  const breach = caseText(
    'A',
    { candidates: '[{ actor: north, target: south }]', facts: '{ notice: false }' },
    'violation',
  );
  const exempt = caseText(
    'B',
    { candidates: '[{ actor: north, target: south }]', facts: '{ notice: true }' },
    'exempt',
  );

  it('shows what a case shows, and lists the rest as the case still to be written', () => {
    const found = coverage(breach);
    expect(missing(found)).not.toContain('term ban breached true');
    expect(missing(found)).toContain('exception notice-given true');
    const wanted = missingFrom(found).map((goal) => goal.wanted);
    expect(wanted).toContain('`notice-given` holds, in a reading that accepts it');
    expect(wanted).toContain('`notice equal true` is unknown: leave out `notice`');
    expect(missing(coverage(breach, exempt))).not.toContain('exception notice-given true');
  });

  it('counts a reading only where the case expects something of it', () => {
    const strictOnly = exempt.replace('plain: { outcome: exempt }', 'strict: { outcome: violation }');
    const found = coverage(strictOnly);
    expect(missing(found)).toContain('exception notice-given true');
    expect(missing(found)).not.toContain('acceptance strict notice-given refused');
  });

  it('does not let a case show an exception that nothing hung on', () => {
    const elsewhere = exempt
      .replace('kind: shelling', 'kind: arrest')
      .replace('outcome: exempt', 'outcome: no_violation');
    expect(missing(coverage(elsewhere))).toContain('exception notice-given true');
  });

  it('asks for both sides of a date and for an act across it', () => {
    const dates = missing(coverage(breach)).filter((id) => id.startsWith('date'));
    expect(dates).toEqual([
      'date small/agreement.yaml inForce.0.from before',
      'date small/agreement.yaml inForce.0.from at',
      'date small/agreement.yaml inForce.0.from across',
      'date groups.yaml groups.band.memberOf.0.from before',
      'date groups.yaml groups.band.memberOf.0.from at',
      'date groups.yaml groups.band.memberOf.0.from across',
    ]);
    const before = exempt
      .replace('actor: north', 'actor: band')
      .replace('2020-02-01T12:00:00Z', '2020-02-29T23:00:00Z');
    expect(missing(coverage(before.replace('outcome: exempt', 'outcome: out_of_scope')))).not.toContain(
      'date groups.yaml groups.band.memberOf.0.from before',
    );
  });

  it('asks for nothing that cannot be, and says why', () => {
    const why = new Map(coverage(breach).impossible.map((goal) => [goal.id, goal.impossible]));
    expect(why.get('condition pleaded unknown')).toBe('its parts can come to no such truth');
    expect([...why.keys()].some((id) => id.startsWith('term ban'))).toBe(false);
    const undemanding = buildRulebook(rulesWith('protects: south-side', 'protects: anyone'));
    if (!undemanding.ok) throw new Error('the rules do not load');
    const { impossible } = coverageOf(originalOf(undemanding.rulebook, 'small'), []);
    expect(impossible).toContainEqual(
      expect.objectContaining({
        id: 'term ban protected false',
        impossible: 'what it protects leaves no such question',
      }),
    );
  });

  it('finds, from no case at all, reports that would show most of what is missing', () => {
    const empty = coverageOf(original, []);
    const found = reportsThatReach(original, [], empty);
    expect(found.size).toBeGreaterThan(missing(empty).length * 0.8);
    for (const [id, near] of found)
      expect([...shownBy(original, empty.dates, near.incident, ['plain', 'strict'])]).toContain(id);
  });

  it('knows the line of each goal', () => {
    const find = lineFinder(oneTermRules());
    const found = coverage(breach);
    const line = (id: string) => find(found.goals.find((goal) => goal.id === id)?.place ?? { file: '', path: [] });
    const textOf = ({ file, line: number }: { file: string; line: number }) =>
      oneTermRules()
        .find(({ path }) => path === file)
        ?.text.split('\n')[number - 1];
    expect(textOf(line('exception notice-given true'))).toContain('notice-given');
    expect(textOf(line('date groups.yaml groups.band.memberOf.0.from at'))).toContain('from: "2020-03-01"');
  });
});
