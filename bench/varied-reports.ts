import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { Chance } from '../test/engine/support/chance.js';

/** The worked cases again and again, `count` reports in all: no two at one time and place. The same at every run. */
export async function variedReports(count: number): Promise<Incident[]> {
  const { cases } = parse(await readFile('rules/syria-2016/cases.yaml', 'utf8')) as { cases: { incident: Incident }[] };
  const chance = new Chance(7);
  return Array.from({ length: count }, (_, index) => {
    const incident = structuredClone(cases[index % cases.length]?.incident) as Incident;
    const shift = chance.below(300) * 86_400_000 + chance.below(86_400) * 1000;
    const moved = (text: string | null | undefined) =>
      text == null ? undefined : new Date(Date.parse(text) + shift).toISOString();
    const { place } = incident;
    return incidentSchema.parse({
      ...incident,
      reportId: `bench-${index}`,
      occurred: { ...incident.occurred, from: moved(incident.occurred.from), to: moved(incident.occurred.to) },
      ...(place?.lon == null || place.lat == null
        ? {}
        : { place: { ...place, lon: place.lon + chance.next() / 2, lat: place.lat + chance.next() / 2 } }),
    });
  });
}
