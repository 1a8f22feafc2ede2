import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/casework/cases.js';
import { runCases } from '../../src/casework/run-cases.js';
import type { CasesFile } from '../../src/domain/worked-case.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import { filesIn, GOOD_RULES } from '../rulebook/rule-folders.js';

const built = buildRulebook(filesIn(GOOD_RULES));
if (!built.ok) throw new Error('the good rules do not load');
const { rulebook } = built;
const path = 'example/cases.yaml';
const good = readFileSync(join(GOOD_RULES, path), 'utf8');

const read = (...texts: string[]) =>
  readCases(
    texts.map((text) => ({ path, text })),
    rulebook,
  );
function edited(from: string, to: string): string {
  if (!good.includes(from)) throw new Error(`the cases have no ${from}`);
  return good.replace(from, to);
}
function casesOf(text: string): readonly CasesFile[] {
  const found = read(text);
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics));
  return found.cases;
}
const differencesOf = (text: string) => runCases(casesOf(text), rulebook).flatMap((result) => result.differences);

describe('a cases file', () => {
  it('is read with its cases', () => {
    expect(casesOf(good).flatMap((file) => file.cases.map((each) => each.id))).toEqual(['EX-1', 'EX-2']);
    expect(read(good)).toMatchObject({ ok: true, warnings: [] });
  });

  it.each([
    [
      'for an agreement that there is not',
      'agreement: example',
      'agreement: exampel',
      '$.agreement',
      'unknown-agreement',
      ['example'],
    ],
    [
      'with an unknown kind of act',
      'kind: shelling',
      'kind: sheling',
      '$.cases[0].incident.kind',
      'unknown-value',
      ['shelling'],
    ],
    ['with a local time', '10:00:00+02:00', '10:00:00', '$.cases[0].incident.occurred.from', 'local-time', undefined],
    ['with an unknown key in a report', 'weapon:', 'wepon:', '$.cases[0].incident.wepon', 'unknown-key', ['weapon']],
    [
      'with swapped coordinates',
      'lon: 36.5, lat: 35.2',
      'lon: 35.2, lat: 36.5',
      '$.cases[0].incident.place',
      'bad-incident',
      undefined,
    ],
    ['with an unknown reading', 'north:\n', 'nroth:\n', '$.cases[0].expect.nroth', 'unknown-reading', ['north']],
    [
      'with an unknown outcome',
      'outcome: exempt',
      'outcome: exemt',
      '$.cases[0].expect.north.outcome',
      'unknown-value',
      ['exempt'],
    ],
    [
      'with an unknown term',
      'terms: [attack-on-south]',
      'terms: [attack-on-suoth]',
      '$.cases[0].expect.text.terms[0]',
      'unknown-term',
      ['attack-on-south'],
    ],
    [
      'with an unknown exception',
      'by: [notice]',
      'by: [notise]',
      '$.cases[0].expect.north.by[0]',
      'unknown-exception',
      ['notice'],
    ],
    [
      'with an unknown exception it depends on',
      'exception: notice',
      'exception: notise',
      '$.cases[0].expect.north.dependsOn[0].exception',
      'unknown-exception',
      ['notice'],
    ],
    [
      'with an unknown missing fact',
      'missing: [actor.id]',
      'missing: [acter.id]',
      '$.cases[1].expect.text.missing[0]',
      'unknown-fact',
      ['actor.id', 'actor.kind'],
    ],
    ['with an id twice', 'id: EX-2', 'id: EX-1', '$.cases[1].id', 'duplicate-id', undefined],
    ['without a basis', '    basis: constructed\n', '', '$.cases[0].basis', 'missing-key', undefined],
    [
      'with a key twice',
      'title: The north',
      'id: EX-3\n    title: The north',
      '$.cases[0].id',
      'duplicate-key',
      undefined,
    ],
  ] as const)('%s is refused with the place', (_, from, to, at, code, nearest) => {
    const found = read(edited(from, to));
    const [first] = found.ok ? [] : found.diagnostics.filter((each) => each.path === at);
    expect(first).toMatchObject({ file: path, code, severity: 'error' });
    expect(first?.nearest).toEqual(nearest);
  });

  it('that sends a fact nobody declared, or of another type, is warned about', () => {
    const found = read(edited('gaveNotice: true, mood: calm', 'gaveNotise: true, mood: 3'));
    expect(found.ok ? found.warnings.map(({ code, nearest }) => [code, nearest]) : []).toEqual([
      ['undeclared-fact', ['gaveNotice']],
      ['wrong-fact-type', undefined],
    ]);
  });

  it('tells the faults of every file at once', () => {
    const found = read(edited('kind: shelling', 'kind: sheling'), 'agreement: [');
    expect(found.ok ? [] : found.diagnostics.map((each) => each.code)).toEqual(
      expect.arrayContaining(['unknown-value', 'unclosed']),
    );
  });
});

describe('running cases', () => {
  it('passes those whose verdicts are as expected', () => {
    expect(runCases(casesOf(good), rulebook)).toEqual([
      { agreement: 'example', id: 'EX-1', passed: true, differences: [] },
      { agreement: 'example', id: 'EX-2', passed: true, differences: [] },
    ]);
  });

  it.each([
    ['outcome', 'outcome: exempt', 'outcome: violation', 'violation', 'exempt'],
    ['terms', 'terms: [attack-on-south]', 'terms: [heavy-guns]', ['heavy-guns'], ['attack-on-south']],
    ['by', 'by: [notice]', 'by: [against-excluded]', ['against-excluded'], ['notice']],
    ['possible', 'possible: [violation]', 'possible: [violation, exempt]', ['exempt', 'violation'], ['violation']],
    [
      'missing',
      'missing: [actor.id]',
      'missing: [weapon.count]',
      ['weapon.count'],
      expect.arrayContaining(['actor.id']),
    ],
    ['standing', 'standing: likely', 'standing: confirmed', 'confirmed', 'likely'],
    [
      'dependsOn',
      'otherwise: violation',
      'otherwise: no_violation',
      [{ exception: 'notice', otherwise: 'no_violation' }],
      [{ exception: 'notice', otherwise: 'violation' }],
    ],
    ['dependsOn', 'dependsOn: []', 'dependsOn: [notice]', ['notice'], []],
  ] as const)('tells where %s differs', (key, from, to, expected, got) => {
    expect(differencesOf(edited(from, to))).toEqual([{ reading: expect.any(String), key, expected, got }]);
  });

  it('compares what lists hold, not their order, and takes exceptions by id alone', () => {
    expect(
      differencesOf(edited('[no_violation, out_of_scope, violation]', '[violation, no_violation, out_of_scope]')),
    ).toEqual([]);
    expect(differencesOf(edited('[{ exception: notice, otherwise: violation }]', '[notice]'))).toEqual([]);
  });
});
