import { type Incident, incidentSchema } from '../src/domain/incident.js';

/** What a complete report says where the worked one is silent. Nothing that any rule reads is left open. */
export function completed(incident: Incident, facts: readonly string[]): Incident {
  const { from } = incident.occurred;
  const candidates = incident.candidates.map((candidate) => ({
    ...candidate,
    actor: candidate.actor ?? 'al-nusra',
    target: candidate.target ?? 'free-syrian-army',
  }));
  const groups = new Set((incident.coLocation ?? []).map((entry) => entry.group));
  const absent = ['al-nusra', 'islamic-state'].filter((group) => !groups.has(group));
  return incidentSchema.parse({
    ...incident,
    occurred: { from },
    place: incident.place?.lon == null ? { lon: 36.6, lat: 35.4, radiusKm: 1 } : { ...incident.place, radiusKm: 0.5 },
    kind: typeof incident.kind === 'string' ? incident.kind : incident.kind[0],
    candidates,
    struck: {
      objects: incident.struck?.objects ?? ['position'],
      civilian: incident.struck?.civilian ?? false,
      holder: incident.struck?.holder ?? candidates[0]?.target,
    },
    coLocation: [
      ...(incident.coLocation ?? []).map((entry) => ({ ...entry, nature: entry.nature ?? 'same-area' })),
      ...absent.map((group) => ({ group, nature: 'none' })),
    ],
    response: {
      toAttack: incident.response?.toAttack ?? false,
      immediateThreat: incident.response?.immediateThreat ?? false,
      proportionate: incident.response?.proportionate ?? false,
    },
    facts: { ...Object.fromEntries(facts.map((name) => [name, false])), ...withoutNulls(incident.facts) },
  });
}

const withoutNulls = (facts: Incident['facts']) =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== null));
