import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { KINDS, OBJECTS } from '../src/domain/words.js';
import { Chance } from '../test/engine/support/chance.js';
import { GROUPS, NEARBY, OWN_FACTS } from './generated-rules.js';

/** Reports that leave nothing open of what generated rules read. The same seed makes the same reports. */
export function generatedIncidents(count: number, seed: number): Incident[] {
  const chance = new Chance(seed);
  return Array.from({ length: count }, (_, index) => incidentOf(chance, index));
}

/** Two acts in three are of kinds that terms speak of. */
const SPOKEN_OF = [
  'shelling',
  'airstrike',
  'rocket-fire',
  'ground-assault',
  'raid',
  'weapon-presence',
  'fortification',
  'aid-denial',
  'roadblock',
  'abduction',
];

function incidentOf(chance: Chance, index: number): Incident {
  const when = Date.UTC(2020, 0, 1) + chance.below(400) * 86_400_000 + chance.below(86_400) * 1000;
  const yes = (share: number) => chance.sometimes(share);
  return incidentSchema.parse({
    reportId: `generated-${index + 1}`,
    occurred: { from: new Date(when).toISOString() },
    place: { lon: 35.95 + chance.next() * 3.1, lat: 33.95 + chance.next() * 3.1, radiusKm: 0.01 },
    kind: yes(0.67) ? chance.pick(SPOKEN_OF) : chance.pick([...KINDS.keys()]),
    candidates: [{ actor: chance.pick(GROUPS), target: chance.pick(GROUPS), grade: 'confirmed' }],
    struck: { objects: [chance.pick(OBJECTS), chance.pick(OBJECTS)], civilian: yes(0.4), holder: chance.pick(GROUPS) },
    weapon: { class: 'artillery', calibreMm: chance.pick([7.62, 23, 57, 82, 100, 122, 152]) },
    coLocation: NEARBY.map((group) => ({ group, nature: chance.pick(['none', 'none', 'same-town', 'same-front']) })),
    response: {
      toAttack: yes(0.5),
      immediateThreat: yes(0.6),
      proportionate: yes(0.6),
      minutesAfter: chance.below(90),
    },
    facts: Object.fromEntries(OWN_FACTS.map((name) => [name, yes(0.4)])),
  });
}
