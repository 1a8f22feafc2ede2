import { createReadStream, existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGazetteer } from '../../src/actions/load-gazetteer.js';
import { lookUpPlaces } from '../../src/actions/look-up-places.js';
import type { GazetteerPlace } from '../../src/domain/gazetteer.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { readGazetteer } from '../../src/intake/read-gazetteer.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';
import { ARABIC_NAMES, ARABIC_NAMES_OF_NO_PLACE } from './arabic-names.js';

const file = new URL('../../../shared/data/geo-syria/syr_populated_places_adm4.csv', import.meta.url);
const present = existsSync(file);

describe.skipIf(!present)(
  `OCHA's populated places of Syria${present ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    let service: TestService;
    let places: readonly GazetteerPlace[];
    beforeAll(async () => {
      service = await makeTestService();
      const read = await readGazetteer(createReadStream(file));
      expect(read.faults).toEqual([]);
      places = read.places;
      await loadGazetteer(service.context, 'operator', {
        ...{ places, fileHash: 'sha256:1', source: 'OCHA', licence: null, how: {} },
      });
    }, 60_000);
    afterAll(() => service?.close());

    /** What is made of each name: the p-code of its place, the code of the warning, or nothing. */
    async function found(asked: readonly { readonly name: string; readonly within?: string[] }[]): Promise<string[]> {
      const incidents = asked.map((place) => incidentSchema.parse(report({ place })));
      const answers = await lookUpPlaces(service.database, service.context.rulebook(), incidents);
      return answers.map(({ added, warnings }) => added?.place.pcode ?? warnings[0]?.code ?? 'nothing');
    }
    const areaOf = (pcode: string) => places.find((place) => place.pcode === pcode)?.area ?? '';

    it('gives Arabic names alone the right place or none, and never another', async () => {
      const answers = await found(ARABIC_NAMES.map(([name]) => ({ name })));
      const right = answers.filter((answer, index) => answer === ARABIC_NAMES[index]?.[1]);
      const given = answers.filter((answer) => /^C\d/.test(answer));
      expect([given.length - right.length, right.length >= 33, ARABIC_NAMES.length]).toEqual([0, true, 90]);
    });

    it('gives them the right place more often where the governorate is said, and still never another', async () => {
      const answers = await found(ARABIC_NAMES.map(([name, pcode]) => ({ name, within: [areaOf(pcode)] })));
      const right = answers.filter((answer, index) => answer === ARABIC_NAMES[index]?.[1]);
      const given = answers.filter((answer) => /^C\d/.test(answer));
      expect([given.length - right.length, right.length >= 74]).toEqual([0, true]);
    });

    it('gives nothing to names of places that the file does not hold', async () => {
      const answers = await found(ARABIC_NAMES_OF_NO_PLACE.map((name) => ({ name })));
      expect(answers.filter((answer) => /^C\d/.test(answer))).toEqual([]);
    });
  },
);
