import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/casework/cases.js';
import { mutantsOf, originalOf } from '../../src/casework/mutants.js';
import { MutantRun } from '../../src/casework/run-mutants.js';
import { skeleton } from '../../src/casework/skeleton.js';
import { Survivors } from '../../src/casework/survivors.js';
import type { Case } from '../../src/domain/worked-case.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import type { RuleFile } from '../../src/rulebook/read-files.js';
import { caseText, oneTermRules, rulesWith } from './one-term.js';

function rulesOf(files: readonly RuleFile[]) {
  const built = buildRulebook(files);
  if (!built.ok) throw new Error(JSON.stringify(built.diagnostics));
  return { rulebook: built.rulebook, original: originalOf(built.rulebook, 'small') };
}
const { rulebook, original } = rulesOf(oneTermRules());

function casesOf(...texts: string[]): readonly Case[] {
  const read = readCases([{ path: 'small/cases.yaml', text: `agreement: small\ncases:\n${texts.join('')}` }], rulebook);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.cases.flatMap((file) => file.cases);
}
const northOnSouth = '[{ actor: north, target: south }]';
const breach = caseText('A', { candidates: northOnSouth, facts: '{ notice: false }' }, 'violation');
const exempt = caseText('B', { candidates: northOnSouth, facts: '{ notice: true }' }, 'exempt');

const fates = (cases: readonly Case[], rules = original) => {
  const run = new MutantRun(rules, cases);
  return mutantsOf(rules).map((mutant) => run.put(mutant));
};
const idsOf = (results: ReturnType<typeof fates>, fate: string) =>
  results.filter((result) => result.fate === fate).map((result) => result.mutant.id);

describe('Mutants', () => {
  it('have ids of their own and come in the same order each time', () => {
    const ids = mutantsOf(original).map((mutant) => mutant.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(mutantsOf(rulesOf(oneTermRules()).original).map((mutant) => mutant.id)).toEqual(ids);
  });

  it('die of a case that expects otherwise, and say of which and how', () => {
    const dead = fates(casesOf(breach)).find(({ mutant }) => mutant.id.startsWith('terms.ban.forbids operator'));
    expect(dead).toMatchObject({
      fate: 'killed',
      by: 'A',
      difference: { reading: 'plain', key: 'outcome', expected: 'violation' },
    });
  });

  it('live where no case looks: the exception may go as long as no case needs it', () => {
    const dropped = 'exceptions.notice-given exception dropped: `notice-given` taken away';
    expect(idsOf(fates(casesOf(breach)), 'survived')).toContain(dropped);
    expect(idsOf(fates(casesOf(breach, exempt)), 'killed')).toContain(dropped);
  });

  it('are compared by nothing but what the cases expect', () => {
    const accepted = 'readings.strict.accepts acceptance added: `notice-given` accepted in the reading `strict`';
    expect(idsOf(fates(casesOf(breach, exempt)), 'survived')).toContain(accepted);
    const both = exempt.replace('plain: { outcome: exempt }', 'strict: { outcome: violation }');
    expect(idsOf(fates(casesOf(breach, both)), 'killed')).toContain(accepted);
  });

  it('are of every sort that the rules give occasion to', () => {
    const sorts = new Set(mutantsOf(original).map((mutant) => mutant.mutation));
    for (const sort of [
      'operator flipped',
      'value swapped',
      'role bound swapped',
      'protection swapped',
      'exception dropped',
      'acceptance dropped',
      'acceptance added',
      'condition dropped',
      'presumption dropped',
      'presumption inverted',
      'role entry dropped',
      'membership dropped',
      'date shifted',
      'end of a window swapped',
      'zone moved',
      'zone resized',
    ] as const)
      expect([...sorts]).toContain(sort);
  });

  it('are told apart from the rules by dates to the instant', () => {
    const band = '[{ actor: band, target: south }]';
    const on = (id: string, from: string, outcome: string) =>
      caseText(id, { candidates: band, facts: '{ notice: false }' }, outcome).replace('2020-02-01T12:00:00Z', from);
    const edges = casesOf(
      on('C', '2020-02-29T23:59:59Z', 'out_of_scope'),
      on('D', '2020-03-01T00:00:00Z', 'violation'),
    );
    const dates = fates(edges).filter(({ mutant }) => mutant.place.file === 'groups.yaml');
    expect(dates.map((result) => result.fate)).toEqual(dates.map(() => 'killed'));
    expect(dates.length).toBe(4);
  });

  it('that say the same in other words are proven the same, and are not counted as killed', () => {
    const twice = rulesOf(
      rulesWith(
        'when: { fact: notice, operator: equal, value: true }',
        'when: { all: [{ fact: notice, operator: equal, value: true }, { any: [{ fact: notice, operator: equal, value: true }, { condition: pleaded }] }] }',
      ),
    );
    const same = idsOf(fates(casesOf(breach, exempt), twice.original), 'equivalent');
    expect(same.some((id) => id.includes('leaf dropped') && id.includes('`any` of'))).toBe(true);
    expect(
      same.some(
        (id) =>
          id.includes('leaf dropped') &&
          !id.includes('`any` of') &&
          id.startsWith('exceptions.notice-given.when.all.0'),
      ),
    ).toBe(false);
  });

  it('that survive are answered with a case that would notice them', () => {
    const cases = casesOf(breach);
    const [survivor] = fates(cases).filter(
      (result) => result.fate === 'survived' && result.mutant.mutation === 'exception dropped',
    );
    if (survivor === undefined) throw new Error('nothing survived');
    const telling = new Survivors(original, cases).telling(survivor.mutant);
    expect(telling?.differences).toEqual([
      {
        reading: 'plain',
        rules: { outcome: 'exempt', by: ['notice-given'] },
        mutant: { outcome: 'violation', terms: ['ban'] },
      },
    ]);
    const written = skeleton(original, telling as NonNullable<typeof telling>);
    const added = casesOf(breach, written.replace(/^/gm, '  ').trimEnd().concat('\n'));
    expect(added).toHaveLength(2);
    expect(new MutantRun(original, added).put(survivor.mutant).fate).toBe('killed');
  });
});
