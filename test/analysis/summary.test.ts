import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSummary, type Summary } from '../../src/analysis/read-summary.js';
import type { Incident } from '../../src/domain/incident.js';
import type { ReadingVerdict } from '../../src/domain/verdict.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { currentRevision } from '../../src/store/revision.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { everything, judgements, serviceOf, storeAll, totals, workedCases } from './support/brute-force.js';

afterAll(stopStores);

const ZONE = 'Asia/Damascus';
/** The calendar of the language's own, which the database does not know. */
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' });
const dayIn = (text: string) => calendar.format(new Date(text));

for (const store of stores)
  describe(`the summary on ${store.name}`, () => {
    let opened: OpenedStore;
    let rulebook: Rulebook;
    let incidents: Incident[];
    let summary: Summary;
    beforeAll(async () => {
      opened = await store.open();
      ({ rulebook, incidents } = await workedCases());
      await storeAll(opened.database, rulebook, incidents);
      summary = await readSummary(serviceOf(opened.database, rulebook), { ...everything, zone: ZONE });
    }, 120_000);
    afterAll(() => opened.close());

    const found = () => summary.agreements[0] as Summary['agreements'][number];
    const each = () =>
      incidents.flatMap((incident) =>
        judgements(rulebook, 'syria-2016', [incident]).map((judgement) => ({ incident, judgement })),
      );
    const of = (reading: string, some = each()) =>
      some.map(({ judgement }) => judgement.readings[reading] as ReadingVerdict);

    it('says its unit, zone and revision', async () => {
      const { unit, zone, asOf, revision } = summary;
      const last = await currentRevision(opened.database);
      expect({ unit, zone, asOf, revision }).toEqual({ unit: 'incidents', zone: ZONE, asOf: last, revision: last });
      expect(found().counted).toBe(each().length);
    });

    it('counts outcomes, with what may be a violation apart from what is one, and by day and area', () => {
      for (const { reading, byDay, byGovernorate, byTerm: _, ...outcomes } of found().byReading) {
        expect(outcomes).toEqual(totals(of(reading)));
        const days = new Map(byDay.map(({ day, roughlyDated, ...rest }) => [day, { roughlyDated, ...rest }]));
        for (const [day, counts] of days) {
          const then = each().filter(({ incident }) => dayIn(incident.occurred.from) === day);
          const rough = then.filter(({ incident: { occurred } }) => occurred.to != null && dayIn(occurred.to) !== day);
          expect(counts).toEqual({ ...totals(of(reading, then)), roughlyDated: rough.length });
        }
        expect([...days.keys()]).toEqual(
          [...new Set(each().map(({ incident }) => dayIn(incident.occurred.from)))].sort(),
        );
        const areas = byGovernorate.reduce((sum, { decided, byOutcome }) => sum + decided + byOutcome.undetermined, 0);
        expect(areas).toBe(found().counted);
      }
    });

    it('counts terms that were breached or lifted for a candidate that votes', () => {
      for (const { reading, byTerm } of found().byReading)
        for (const { term, breached, lifted } of byTerm) {
          const with_ = (state: string) =>
            of(reading).filter(({ candidates }) =>
              candidates.some(
                ({ votes, terms }) => votes && terms.some((one) => one.id === term && one.state === state),
              ),
            ).length;
          expect([breached, lifted]).toEqual([with_('breached'), with_('lifted')]);
        }
    });

    it('counts each party on the side on which it is named, with what the readings make of it', () => {
      expect(found().byParty.length).toBeGreaterThan(5);
      for (const { party, asActor, asTarget } of found().byParty)
        for (const [side, counts] of [
          ['actor', asActor],
          ['target', asTarget],
        ] as const) {
          const naming = each().filter(({ judgement }) =>
            judgement.readings[judgement.reading]?.candidates.some((candidate) => candidate[side] === party),
          );
          expect(counts.named).toBe(naming.length);
          for (const { reading, violation, mayBeViolation } of counts.byReading) {
            const expected = totals(of(reading, naming));
            expect([violation, mayBeViolation]).toEqual([expected.byOutcome.violation, expected.mayBeViolation]);
          }
        }
    });

    it('narrows to a party, with all that is part of it, and to how sure things are', async () => {
      const service = serviceOf(opened.database, rulebook);
      const russia = await readSummary(service, { ...everything, party: 'russia' });
      const likely = await readSummary(service, { ...everything, standing: 'likely' });
      const named = found().byParty.filter(({ party }) => party === 'russia' || party === 'russian-aerospace-forces');
      expect(russia.agreements[0]?.counted).toBeGreaterThanOrEqual(
        Math.max(...named.map(({ asActor }) => asActor.named)),
      );
      expect(likely.agreements[0]?.counted).toBe(of('text').filter(({ standing }) => standing === 'likely').length);
    });

    it('answers with nothing, not with an error, before anything is stored', async () => {
      const empty = await store.open();
      const { agreements } = await readSummary(serviceOf(empty.database, rulebook), everything);
      expect(agreements[0]).toMatchObject({ counted: 0, byParty: [] });
      await empty.close();
    });
  });
