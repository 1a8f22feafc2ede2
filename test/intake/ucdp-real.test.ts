import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Incident, incidentSchema } from '../../src/domain/incident.js';
import { parseInstant } from '../../src/domain/time.js';
import { hashOf } from '../../src/engine/hash.js';
import { readCsv } from '../../src/intake/read-csv.js';
import { UnknownWords } from '../../src/intake/unknown-words.js';
import { shippedProfile } from './profile-files.js';

const file = new URL('../../../shared/data/ucdp-ged-syria/ged_syria.csv', import.meta.url);
const present = existsSync(file);

/** What the code gave that read UCDP before there were profiles: every incident of the file, hashed in order. */
const FORMER_CODE = 'cf3e7a0277c0c6a9e4431361d8bee451b2258073b61adba3f7cc264ace554d40';
const digestOf = (incidents: readonly Incident[]) =>
  createHash('sha256').update(incidents.map(hashOf).join()).digest('hex');

/** The p-code and the licence came with the profile. */
function withoutAdditions({ place, sources, ...incident }: Incident): Incident {
  const { pcode: _, ...where } = place ?? {};
  return { ...incident, place: where, sources: sources?.map(({ licence: __, ...source }) => source) };
}

describe.skipIf(!present)(
  `the real UCDP GED file of Syria${present ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it('gives 16,566 valid incidents and loses none', { timeout: 60_000 }, async () => {
      const incidents: Incident[] = [];
      const unknown = new UnknownWords();
      for await (const item of readCsv(createReadStream(file), shippedProfile('ucdp-ged'), unknown)) {
        if (!('incident' in item)) throw new Error(`line ${item.line}: ${JSON.stringify(item)}`);
        incidents.push(item.incident);
      }
      expect(incidents).toHaveLength(16_566);
      expect(new Set(incidents.map(({ reportId }) => reportId)).size).toBe(16_566);
      expect(incidents.filter((incident) => !incidentSchema.safeParse(incident).success)).toEqual([]);
      expect(incidents.filter(({ kind }) => kind === 'attack')).toHaveLength(482);
      expect(incidents.filter(({ place }) => place?.lon === undefined)).toHaveLength(254);
      expect(incidents.every(({ place }) => place?.within?.[0] === 'SY')).toBe(true);
      expect(incidents.filter(({ place }) => place?.pcode !== undefined)).toHaveLength(16_227);
      expect([unknown.columns, unknown.values]).toEqual([[], []]);
      expect(digestOf(incidents.map(withoutAdditions))).toBe(FORMER_CODE);
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
