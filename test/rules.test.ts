import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCases } from '../src/casework/cases.js';
import { incidentSchema } from '../src/domain/incident.js';
import { hashOf } from '../src/engine/hash.js';
import { judge } from '../src/engine/judge.js';
import type { Rulebook } from '../src/engine/rulebook.js';
import { secondOpinion } from '../src/engine/second-opinion.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { readNamedFiles } from '../src/rulebook/read-files.js';

const shared = '../shared/cases/syria-2016.yaml';
let rulebook: Rulebook;
beforeAll(async () => {
  const loaded = await loadRulebook('rules');
  if (!loaded.ok) throw new Error('the rules do not load');
  rulebook = loaded.rulebook;
});

async function casesOf(path: string) {
  const { files } = await readNamedFiles([path]);
  const read = readCases(files, rulebook);
  if (!read.ok) throw new Error(`${path} does not load`);
  return read.cases.flatMap((file) => file.cases);
}

describe('The cessation of hostilities in Syria', () => {
  it('is judged on its worked cases as json-rules-engine judges it on completions of them', async () => {
    const agreement = rulebook.agreements.get('syria-2016');
    if (agreement === undefined) throw new Error('there is no syria-2016');
    for (const { id, incident } of await casesOf('rules/syria-2016/cases.yaml'))
      for (const opinion of await secondOpinion(incident, agreement, rulebook, {
        sampling: { exhaustiveBelow: 8, samples: 3 },
      }))
        expect({ id, ...opinion }).toMatchObject({ agrees: true, disagreements: [] });
  });

  it.skipIf(!existsSync(shared))(
    'comes to the outcome that a careful lawyer expects of the shared cases (skipped where they are absent)',
    async () => {
      const agreement = rulebook.agreements.get('syria-2016');
      if (agreement === undefined) throw new Error('there is no syria-2016');
      for (const { id, incident, expect: expected } of await casesOf(shared)) {
        const { readings } = judge(incident, hashOf(incident), agreement, rulebook);
        const got = Object.fromEntries(Object.keys(expected).map((reading) => [reading, readings[reading]?.outcome]));
        const wanted = Object.fromEntries(Object.entries(expected).map(([reading, { outcome }]) => [reading, outcome]));
        expect({ id, ...got }).toEqual({ id, ...wanted });
      }
    },
  );

  it('is judged by each kind in turn where the act was of one of several', () => {
    const verdict = judged({
      kind: ['ground-assault', 'territorial-advance'],
      candidates: [{ actor: 'syrian-arab-army', target: 'southern-front' }],
    });
    expect(verdict.readings.text?.possible).toEqual(['violation']);
    expect(verdict.readings.text?.missing).toEqual([]);
  });

  it('presumes nothing of an actor for a kind that is not settled (S10, S12)', () => {
    const verdict = judged({
      kind: ['mortar-fire', 'arrest'],
      candidates: [{}],
      struck: { civilian: true, holder: 'syrian-government' },
    });
    expect(verdict.readings.government?.presumed.filter((each) => each.fact === 'actor.id')).toEqual([]);
    expect(verdict.readings.government?.possible).toEqual(['violation', 'no_violation', 'out_of_scope']);
  });

  it('asks what a firm outcome presumed, of the report as it came (S15)', () => {
    const verdict = judged({
      candidates: [{ actor: 'russia', target: 'free-syrian-army' }],
      coLocation: undefined,
      facts: { coordinatesDeclared: true },
    });
    expect(verdict.readings.government).toMatchObject({
      outcome: 'exempt',
      missing: [{ fact: 'coLocation.natures', wouldBe: ['violation'] }],
    });
  });

  function judged(more: Record<string, unknown>) {
    const agreement = rulebook.agreements.get('syria-2016');
    if (agreement === undefined) throw new Error('there is no syria-2016');
    const incident = incidentSchema.parse({
      reportId: 'worked',
      occurred: { from: '2016-03-09T11:15:00+02:00' },
      place: { lon: 36.6, lat: 35.37, radiusKm: 2 },
      kind: 'airstrike',
      struck: { civilian: false },
      coLocation: [
        { group: 'al-nusra', nature: 'none' },
        { group: 'islamic-state', nature: 'none' },
      ],
      response: { toAttack: false },
      facts: { coordinatesDeclared: true },
      ...more,
    });
    return judge(incident, hashOf(incident), agreement, rulebook);
  }
});
