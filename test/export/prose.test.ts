import { beforeAll, describe, expect, it } from 'vitest';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { READABLE } from '../../src/engine/facts.js';
import { judge } from '../../src/engine/judge.js';
import { OPERATORS } from '../../src/engine/operators.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { FACTS } from '../../src/engine/vocabulary.js';
import { verdictProse } from '../../src/export/prose.js';
import { english } from '../../src/export/prose-en.js';
import { loadRulebook } from '../../src/rulebook/load.js';

let rulebook: Rulebook;
beforeAll(async () => {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
});

const strike = (more: Partial<Record<keyof Incident, unknown>> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'prose-1',
    occurred: { from: '2016-03-09T11:15:00+02:00' },
    place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2 },
    kind: 'airstrike',
    candidates: [{ actor: 'russian-aerospace-forces', target: 'free-syrian-army' }],
    struck: { objects: ['position'], civilian: false },
    ...more,
  });

function prose(incident: Incident): string {
  const agreement = rulebook.agreements.get('syria-2016');
  if (agreement === undefined) throw new Error('there is no syria-2016');
  return verdictProse(judge(incident, 'sha256:x', agreement, rulebook), incident, rulebook);
}

describe('The prose of a verdict', () => {
  it('says of a violation on an alleged candidate that it is one only if it happened as reported (S16)', () => {
    expect(prose(strike())).toContain('The text read plainly: a violation, if it happened as reported.');
  });

  it('says of a confirmed one that it is a confirmed fact', () => {
    const candidates = [{ actor: 'russian-aerospace-forces', target: 'free-syrian-army', grade: 'confirmed' }];
    expect(prose(strike({ candidates }))).toContain('The text read plainly: a violation, as a confirmed fact.');
  });

  it('cites the clause, the chain of memberships, and the question that would settle what is open', () => {
    const text = prose(
      strike({
        coLocation: [
          { group: 'al-nusra', nature: 'none' },
          { group: 'islamic-state', nature: 'none' },
        ],
      }),
    );
    expect(text).toContain('(Terms for a Cessation of Hostilities in Syria, annexed to the statement, 2.2)');
    expect(text).toContain('the actor counts as government side (Russian Aerospace Forces, of Russia)');
    expect(text).toContain('undetermined. It may be a violation or exempt.');
    expect(text).toMatch(/- .*\? It could then be a violation or exempt\./);
  });

  it('keeps "cleared either way" apart from "may be a violation"', () => {
    const candidates = [
      { actor: 'syrian-arab-army', target: 'islamic-state' },
      { actor: 'islamic-state', target: 'syrian-arab-army' },
    ];
    expect(prose(strike({ kind: 'clash', candidates }))).toContain('Whichever it is, it is no violation.');
    expect(prose(strike({ kind: 'clash', candidates, struck: undefined }))).toContain('It may be a violation');
  });

  it('says what a reading presumes, and why', () => {
    const text = prose(strike());
    expect(text).toContain('It presumes that Jabhat al-Nusra shared the ground (same town).');
    expect(text).toContain('as this reading presumes');
  });

  it('leaves no template parameter unfilled, for every worked way in which the parties can stand', () => {
    for (const actor of [null, 'al-nusra', 'Nobody knows them', 'turkey', 'jaish-al-islam', 'russia'])
      for (const kind of ['airstrike', 'arrest', 'aid-denial', 'territorial-advance', ['clash', 'siege']])
        expect(prose(strike({ kind, candidates: [{ actor }] }))).not.toMatch(/\{\w+\}|undefined|\[object/);
  });

  it('has words for every fact and every operator of the vocabulary', () => {
    const worded = (name: string) => name in english.statement || name in english.subject || name in english.member;
    expect([...FACTS.keys()].filter((name) => !worded(name))).toEqual([]);
    expect([...OPERATORS.keys()].filter((name) => !(name in english.operator) && !/ontain/.test(name))).toEqual([]);
    expect([...READABLE].sort()).toEqual([...FACTS.keys()].sort());
  });
});
