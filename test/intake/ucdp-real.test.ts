import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { parseInstant } from '../../src/domain/time.js';
import { readUcdp } from '../../src/intake/read-ucdp.js';

const file = new URL('../../../shared/data/ucdp-ged-syria/ged_syria.csv', import.meta.url);
const present = existsSync(file);

describe.skipIf(!present)(
  `the real UCDP GED file of Syria${present ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it('gives 16,566 valid incidents and loses none', { timeout: 60_000 }, async () => {
      const incidents: Incident[] = [];
      for await (const item of readUcdp(createReadStream(file))) {
        if ('faults' in item) throw new Error(`line ${item.line}: ${JSON.stringify(item.faults)}`);
        incidents.push(item.incident);
      }
      expect(incidents).toHaveLength(16_566);
      expect(new Set(incidents.map(({ reportId }) => reportId)).size).toBe(16_566);
      expect(incidents.filter((incident) => !incidentSchema.safeParse(incident).success)).toEqual([]);
      expect(incidents.filter(({ kind }) => kind === 'attack')).toHaveLength(482);
      expect(incidents.filter(({ place }) => place?.lon === undefined)).toHaveLength(254);
      expect(incidents.every(({ place }) => place?.within?.[0] === 'SY')).toBe(true);
      const longDay = incidents.filter(({ occurred }) => hoursOf(occurred) === 25);
      const shortDay = incidents.filter(({ occurred }) => hoursOf(occurred) === 23);
      expect(longDay.length).toBeGreaterThan(0);
      expect(shortDay.length).toBeGreaterThan(0);
      expect(incidents.every(({ occurred }) => Number.isInteger(hoursOf(occurred)))).toBe(true);
    });
  },
);

const hoursOf = (occurred: Incident['occurred']) =>
  ((parseInstant(occurred.to ?? '') ?? 0) + 1 - (parseInstant(occurred.from) ?? 0)) / 3_600_000;
