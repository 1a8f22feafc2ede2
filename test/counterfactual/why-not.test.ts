import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCases } from '../../src/casework/cases.js';
import { applyChanges } from '../../src/counterfactual/move.js';
import { finish, MOST_TOLD, whyNot } from '../../src/counterfactual/why-not.js';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { type ReadingWhyNot, whyNotSchema } from '../../src/domain/why-not.js';
import { OUTCOMES, type Outcome } from '../../src/domain/words.js';
import type { CompiledAgreement } from '../../src/engine/compiled-agreement.js';
import { hashOf } from '../../src/engine/hash.js';
import { judge } from '../../src/engine/judge.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { faultsOf } from '../../src/engine/warnings.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { readCaseFiles } from '../../src/rulebook/read-files.js';
import { report, tiny } from '../engine/support/tiny.js';

let rulebook: Rulebook;
let syria: CompiledAgreement;
let incidents: readonly Incident[];
beforeAll(async () => {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
  syria = rulebook.agreements.get('syria-2016') as CompiledAgreement;
  const read = readCases((await readCaseFiles('rules')).files, rulebook);
  if (!read.ok) throw new Error('the cases do not load');
  incidents = read.cases.flatMap(({ cases }) => cases.map(({ incident }) => incident));
});

const judged = (incident: Incident) => judge(incident, hashOf(incident), syria, rulebook);
const asked = (incident: Incident, wanted: Outcome, budget = 1_500) =>
  finish(whyNot(incident, judged(incident), rulebook, wanted, undefined, budget));
const strike = (more: Record<string, unknown> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'made-up',
    occurred: { from: '2016-03-09T11:15:00+02:00' },
    place: { lon: 36.602, lat: 35.374, radiusKm: 2 },
    kind: 'airstrike',
    candidates: [{ actor: 'russia', target: 'free-syrian-army' }],
    struck: { objects: ['position'], civilian: false },
    facts: { coordinatesDeclared: true },
    ...more,
  });
const readingOf = (answer: { readings: ReadingWhyNot[] }, id: string) =>
  answer.readings.find(({ reading }) => reading === id) as ReadingWhyNot;

describe('Why not', () => {
  it('answers, for worked incidents and every outcome, with reports that may be sent and are judged so', () => {
    fc.assert(
      fc.property(fc.constantFrom(...incidents), fc.constantFrom(...OUTCOMES), (incident, wanted) => {
        const answer = asked(incident, wanted);
        expect(whyNotSchema.safeParse(answer).error).toBeUndefined();
        for (const { reading, alternatives } of answer.readings)
          for (const { changes, readings, hash } of alternatives) {
            const changed = applyChanges(incident, changes);
            expect(incidentSchema.safeParse(changed).error).toBeUndefined();
            expect(faultsOf(changed, rulebook)).toEqual([]);
            expect(hash).toBe(hashOf(changed));
            const after = judged(changed);
            expect(after.readings[reading]?.outcome).toBe(wanted);
            for (const [id, { outcome, possible, standing }] of Object.entries(readings))
              expect(after.readings[id]).toMatchObject({ outcome, possible, standing });
            for (const left of changes) {
              const without = applyChanges(
                incident,
                changes.filter((each) => each !== left),
              );
              expect(judged(without).readings[reading]?.outcome).not.toBe(wanted);
            }
          }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the report as it was, and answers the same every time', () => {
    const incident = strike();
    const before = structuredClone(incident);
    expect(asked(incident, 'exempt')).toEqual(asked(incident, 'exempt'));
    expect(incident).toEqual(before);
  });

  it('tells learning what is open from changing what is reported, and lists learning first', () => {
    const sharing = strike({ coLocation: [{ group: 'islamic-state', nature: 'none' }] });
    const { alternatives } = readingOf(asked(sharing, 'exempt'), 'government');
    expect(alternatives[0]).toMatchObject({ alike: 5 });
    expect(alternatives[0]?.changes).toMatchObject([
      {
        kind: 'learned',
        fact: 'coLocation.natures',
        params: { group: 'al-nusra' },
        pointer: '/coLocation/-',
        from: null,
        to: { group: 'al-nusra', nature: 'same-building' },
        flips: [
          { term: 'attack-on-civilians', from: 'open', to: 'lifted' },
          { term: 'attack-on-opposition', from: 'open', to: 'lifted' },
          { exception: 'co-located-with-nusra', kind: 'loophole', from: 'unknown', to: 'true' },
        ],
      },
    ]);
    const kinds = alternatives.map(({ changes }) => changes.every(({ kind }) => kind === 'learned'));
    expect(kinds).toEqual([...kinds].sort((a, b) => Number(b) - Number(a)));
  });

  it('says what each change does: without it, its flips would not be', () => {
    const { alternatives } = readingOf(asked(strike(), 'exempt'), 'text');
    const [first] = alternatives;
    expect(first?.changes).toHaveLength(1);
    expect(first?.changes[0]).toMatchObject({ kind: 'changed', fact: 'target.id', from: 'free-syrian-army' });
    expect(first?.changes[0]?.flips).toContainEqual({
      ...{ exception: 'excluded-organisation', kind: 'carve-out', from: 'false', to: 'true' },
    });
  });

  it('says of a reading that has the outcome already that it has it', () => {
    expect(readingOf(asked(strike(), 'violation'), 'text')).toMatchObject({ answer: 'already', alternatives: [] });
  });

  it('says which exception the outcome hangs on by rule', () => {
    const incident = strike({
      coLocation: [
        { group: 'al-nusra', nature: 'same-town' },
        { group: 'islamic-state', nature: 'none' },
      ],
    });
    const { byRule, outcome } = readingOf(asked(incident, 'violation'), 'government');
    expect(outcome).toBe('exempt');
    expect(byRule).toEqual([{ exception: 'co-located-with-nusra' }]);
  });

  it('says honestly how far it searched where it found nothing', () => {
    const open = strike({ facts: undefined, coLocation: undefined, struck: undefined });
    const starved = readingOf(asked(open, 'exempt', 3), 'text');
    expect(starved).toMatchObject({ answer: 'none-found', searched: { changes: 0, budget: 3 } });
    expect(starved.because).toBeUndefined();
  });

  it('says that it cannot be only where that follows from the rules', () => {
    const book = tiny();
    const incident = report();
    const verdict = judge(incident, hashOf(incident), book.agreement, book.rulebook);
    const answer = (wanted: Outcome) => finish(whyNot(incident, verdict, book.rulebook, wanted)).readings[0];
    expect(answer('violation')).toMatchObject({ answer: 'already' });
    expect(answer('exempt')).toMatchObject({ answer: 'impossible', because: 'no-exception-accepted' });
    expect(answer('not_in_force')?.alternatives[0]?.changes).toMatchObject([
      {
        fact: 'occurred',
        kind: 'changed',
        to: { from: '2019-12-31T23:59:59Z' },
        flips: [
          { of: 'in force', to: 'false' },
          { term: 'ban', from: 'breached', to: 'not covered' },
        ],
      },
    ]);
    expect(answer('out_of_scope')?.alternatives.map(({ changes }) => changes[0]?.fact)).toEqual(
      expect.arrayContaining(['actor.id', 'target.id', 'place']),
    );
  });

  it('takes the closer telling of an open time, place or kind for learning', () => {
    const incident = strike({
      occurred: { from: '2016-02-26T23:30:00+02:00', to: '2016-02-27T00:30:00+02:00' },
      kind: ['airstrike', 'arrest'],
    });
    const learned = (wanted: Outcome) => readingOf(asked(incident, wanted, 8_000), 'text').alternatives[0]?.changes;
    expect(learned('not_in_force')).toMatchObject([{ kind: 'learned', fact: 'occurred' }]);
    expect(learned('violation')?.map(({ kind, fact }) => [kind, fact])).toEqual([
      ['learned', 'act.kind'],
      ['learned', 'occurred'],
    ]);
  });

  it('asks of several candidates also whether one of them did it', () => {
    const incident = strike({
      kind: 'clash',
      candidates: [
        { actor: 'syrian-arab-army', target: 'free-syrian-army' },
        { actor: 'islamic-state', target: 'free-syrian-army' },
      ],
    });
    const { outcome, alternatives } = readingOf(asked(incident, 'violation'), 'text');
    expect(outcome).toBe('undetermined');
    expect(alternatives[0]?.changes).toMatchObject([
      { kind: 'learned', fact: 'attribution', pointer: '/candidates/1', to: null },
    ]);
  });

  it('tells a bounded number of alternatives, and how many more there are', () => {
    const { alternatives, more } = readingOf(asked(strike(), 'no_violation'), 'text');
    expect(alternatives.length).toBeLessThanOrEqual(MOST_TOLD);
    const all = readingOf(asked(strike({ candidates: [{}] }), 'out_of_scope'), 'text');
    expect(all.alternatives.length + all.more).toBeGreaterThan(0);
    expect(more).toBeGreaterThanOrEqual(0);
  });
});

describe('Changes', () => {
  it('are made by pointer: told, appended, and taken out from the back, all speaking of the report as it was', () => {
    const incident = strike({ candidates: [{ actor: 'a' }, { actor: 'b' }, { actor: 'c' }] });
    const changed = applyChanges(incident, [
      { pointer: '/candidates/0', from: null, to: null },
      { pointer: '/candidates/1/actor', from: 'b', to: 'x' },
      { pointer: '/candidates/2', from: null, to: null },
      { pointer: '/coLocation/-', from: null, to: { group: 'g' } },
      { pointer: '/coLocation/-', from: null, to: { group: 'h' } },
      { pointer: '/response/toAttack', from: null, to: true },
      { pointer: '/struck/civilian', from: false, to: true },
    ]);
    expect(changed.candidates).toEqual([{ actor: 'x' }]);
    expect(changed.coLocation).toEqual([{ group: 'g' }, { group: 'h' }]);
    expect(changed.response).toEqual({ toAttack: true });
    expect(changed.struck).toEqual({ objects: ['position'], civilian: true });
  });
});
