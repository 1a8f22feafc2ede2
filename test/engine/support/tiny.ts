import type { Agreement } from '../../../src/domain/agreement.js';
import type { Group } from '../../../src/domain/group.js';
import { type Incident, incidentSchema } from '../../../src/domain/incident.js';
import type { Judgement, ReadingVerdict } from '../../../src/domain/verdict.js';
import { compileRandom } from '../../helpers/random-rulebook.js';
import { judged } from './pair.js';

/** The smallest rulebook there can be: a may not attack b in a square land; tests change what they are about. */

export const source = 'made up';
export const clause = { text: 'paper', at: '1', says: 'something' };
export const ATTACK = { fact: 'act.classes', operator: 'contains', value: 'attack' };

export const group = (id: string, more: Partial<Group> = {}): Group => ({
  id,
  kind: 'armed-group',
  names: { en: [id] },
  ...more,
});

export function tiny(changes: Partial<Agreement> = {}, groups: readonly Group[] = [], accuracyKm = 0) {
  const definition: Agreement = {
    format: 1,
    id: 'tiny',
    title: { en: 'Tiny' },
    inForce: [{ from: '2020-01-01T00:00:00Z', source }],
    territory: { zone: 'land' },
    texts: [{ id: 'paper', title: 'Paper', language: 'en' }],
    vocabulary: [
      { name: 'flag', type: 'boolean', meaning: 'a flag' },
      { name: 'agreed', type: 'boolean', meaning: 'agreed' },
    ],
    roles: { side: [{ group: 'a', source }], shielded: [{ group: 'b', source }] },
    terms: [{ id: 'ban', clause, binds: 'side', protects: 'shielded', forbids: ATTACK }],
    readings: [{ id: 'text', accepts: [] }],
    ...changes,
  };
  const land = {
    type: 'Feature',
    id: 'land',
    properties: { id: 'land', accuracyKm },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    },
  };
  return compileRandom({
    groups: [group('a'), group('b'), ...groups],
    definition,
    zones: { type: 'FeatureCollection', features: [land] },
  });
}

export const report = (changes: Partial<Incident> = {}): Incident =>
  incidentSchema.parse({
    reportId: 'r',
    occurred: { from: '2020-01-05T00:00:00Z' },
    kind: 'airstrike',
    candidates: [{ actor: 'a', target: 'b' }],
    place: { lon: 1, lat: 1, radiusKm: 0 },
    ...changes,
  });

export const verdictOf = (book: ReturnType<typeof tiny>, changes: Partial<Incident> = {}): Judgement =>
  judged(report(changes), book);
/** What the headline reading makes of it. */
export const textOf = (book: ReturnType<typeof tiny>, changes: Partial<Incident> = {}): ReadingVerdict =>
  verdictOf(book, changes).readings.text as ReadingVerdict;
