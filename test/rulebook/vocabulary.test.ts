import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Agreement } from '../../src/domain/agreement.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { hashOf } from '../../src/engine/hash.js';
import { judge } from '../../src/engine/judge.js';
import { OPERATORS } from '../../src/engine/operators.js';
import { FACTS } from '../../src/engine/vocabulary.js';
import { buildRulebook } from '../../src/rulebook/load.js';
import { VOCABULARY_EXAMPLES } from '../../src/rulebook/vocabulary-examples.js';
import { vocabularyPage } from '../../src/rulebook/vocabulary-page.js';

const shipped = (path: string) => readFileSync(`rules/${path}`, 'utf8');
const { roles, inForce, texts } = parse(shipped('syria-2016/agreement.yaml')) as Agreement;

/** An agreement with one term for each example: it is breached exactly where the leaf is true. */
const agreement = {
  format: 1,
  id: 'probe',
  title: { en: 'Examples' },
  inForce,
  texts,
  territory: { zone: 'syria' },
  roles,
  terms: [...VOCABULARY_EXAMPLES].map(([name, { leaf }]) => ({
    id: termOf(name),
    clause: { text: 'annex', at: name, says: 'An example.' },
    binds: 'government-side',
    protects: 'anyone',
    forbids: leaf,
  })),
  readings: [{ id: 'text', accepts: [] }],
};
const presence = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {
        group: 'al-nusra',
        from: '2016-03-01',
        to: '2016-03-05',
        by: 'Monitors',
        source: 'Made up',
        accuracyKm: 3,
      },
      geometry: { type: 'Point', coordinates: [36.8, 35.86] },
    },
  ],
};
const built = buildRulebook([
  { path: 'groups.yaml', text: shipped('groups.yaml') },
  { path: 'probe/agreement.yaml', text: stringify(agreement) },
  { path: 'probe/zones.geojson', text: shipped('syria-2016/zones.geojson') },
  { path: 'probe/presence.geojson', text: JSON.stringify(presence) },
]);

function termOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace('.', '-');
}

function stateOf(name: string, report: object): string | undefined {
  if (!built.ok) throw new Error(JSON.stringify(built.diagnostics, null, 2));
  const probe = built.rulebook.agreements.get('probe');
  const incident = incidentSchema.parse({
    reportId: 'example',
    occurred: { from: '2016-03-03T10:00:00+02:00' },
    place: { lon: 36.8, lat: 35.86, radiusKm: 2 },
    kind: 'shelling',
    candidates: [{ actor: 'syrian-arab-army' }],
    ...report,
  });
  if (probe === undefined) throw new Error('there is no probe');
  const { readings } = judge(incident, hashOf(incident), probe, built.rulebook);
  return readings.text?.candidates[0]?.terms.find(({ id }) => id === termOf(name))?.state;
}

describe('The vocabulary page', () => {
  it('has an example for every fact and for every operator', () => {
    expect([...VOCABULARY_EXAMPLES.keys()].sort()).toEqual([...FACTS.keys()].sort());
    const used = new Set([...VOCABULARY_EXAMPLES.values()].map(({ leaf }) => leaf.operator));
    expect([...OPERATORS.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it.each([...VOCABULARY_EXAMPLES])('has an example of %s that is true of the report beside it', (name, { report }) => {
    expect(stateOf(name, report)).toBe('breached');
  });

  it.each(
    [...VOCABULARY_EXAMPLES].filter(
      ([name, { report }]) =>
        FACTS.get(name)?.neverUnknown !== true && !['kind', 'place', 'occurred'].some((key) => key in report),
    ),
  )('has an example of %s that is open when the report does not say it', (name) => {
    expect(stateOf(name, { candidates: [{}] })).toBe('open');
  });

  it('has a section for every fact, to which the table leads', () => {
    const page = vocabularyPage();
    for (const [, anchor] of page.matchAll(/\]\(#([a-z]+)\)/g))
      expect(page.toLowerCase().replaceAll('.', '')).toContain(`### ${anchor}\n`);
    expect([...page.matchAll(/^### /gm)]).toHaveLength(FACTS.size);
  });
});
