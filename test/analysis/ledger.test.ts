import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ledger, readLedgers } from '../../src/analysis/read-ledger.js';
import type { Incident } from '../../src/domain/incident.js';
import type { ReadingVerdict } from '../../src/domain/verdict.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { randomBatch } from '../engine/support/pair.js';
import { compileRandom } from '../helpers/random-rulebook.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import {
  closing,
  everything,
  judgements,
  liftedIn,
  serviceOf,
  storeAll,
  totals,
  workedCases,
} from './support/brute-force.js';

afterAll(stopStores);

const readingsOf = (rulebook: Rulebook, ledger: Ledger, incidents: readonly Incident[]) =>
  judgements(rulebook, ledger.agreement, incidents).map(({ readings }) => readings[ledger.reading] as ReadingVerdict);

/** Holds a ledger against judging everything again, and its parts against each other. @returns what hangs on exceptions */
function holdAgainstBruteForce(rulebook: Rulebook, ledger: Ledger, incidents: readonly Incident[]): number {
  const before = readingsOf(rulebook, ledger, incidents);
  expect(ledger.counted).toBe(before.length);
  expect(ledger.outcomes).toEqual(totals(before));
  let hanging = 0;
  for (const entry of ledger.exceptions) {
    const after = readingsOf(closing(rulebook, ledger.agreement, ledger.reading, entry.id), ledger, incidents);
    const changed = after
      .filter(({ outcome }, index) => outcome !== before[index]?.outcome)
      .map(({ outcome }) => outcome);
    const ifClosed = Object.fromEntries(
      [...new Set(changed)].map((outcome) => [outcome, changed.filter((each) => each === outcome).length]),
    );
    expect(entry).toMatchObject({ hangsOnIt: changed.length, outcomesIfClosed: totals(after) });
    expect(entry.ifClosed).toEqual(ifClosed);
    const mayBe = (verdict: ReadingVerdict | undefined) =>
      verdict?.outcome === 'undetermined' && verdict.possible.includes('violation');
    expect(entry.wouldOpen).toBe(after.filter((verdict, index) => mayBe(verdict) && !mayBe(before[index])).length);
    hanging += changed.length;
    const { total, established, asserted, presumed } = entry.lifted;
    expect(total).toBe(before.filter((verdict) => liftedIn(verdict).has(entry.id)).length);
    expect(established + asserted + presumed).toBe(total);
    const sum = (parts: readonly { total: number; hangsOnIt: number }[]) => [
      parts.reduce((all, part) => all + part.total, 0),
      parts.reduce((all, part) => all + part.hangsOnIt, 0),
    ];
    for (const parts of [entry.byMonth, entry.byGovernorate]) expect(sum(parts)).toEqual([total, changed.length]);
    for (const parts of [entry.byActor, entry.byTarget])
      parts.forEach((part) => {
        expect(part.established + part.asserted + part.presumed).toBe(part.total);
        expect(part.total).toBeLessThanOrEqual(total);
        expect(part.hangsOnIt).toBeLessThanOrEqual(changed.length);
      });
    for (const [all, of] of [
      [total, 0],
      [changed.length, 1],
    ] as const)
      for (const parts of [entry.byActor, entry.byTarget]) expect(sum(parts)[of]).toBeGreaterThanOrEqual(all);
    expect(ledger.neverUsed.includes(entry.id)).toBe(total === 0 && changed.length === 0);
  }
  return hanging;
}

for (const store of stores)
  describe(`the ledger on ${store.name}`, () => {
    let opened: OpenedStore;
    let rulebook: Rulebook;
    let incidents: Incident[];
    let ledgers: Ledger[];
    beforeAll(async () => {
      opened = await store.open();
      ({ rulebook, incidents } = await workedCases());
      await storeAll(opened.database, rulebook, incidents);
      ledgers = (await readLedgers(serviceOf(opened.database, rulebook), everything)).ledgers;
    }, 120_000);
    afterAll(() => opened.close());

    it('gives every reading what judging all worked cases again without each exception gives', {
      timeout: 120_000,
    }, () => {
      expect(ledgers.map(({ reading }) => reading)).toEqual(['text', 'government', 'opposition']);
      const hanging = ledgers.map((ledger) => holdAgainstBruteForce(rulebook, ledger, incidents));
      expect(hanging.every((count) => count > 0)).toBe(true);
    });

    it('tells what is established from what is asserted and what is presumed', () => {
      const government = ledgers.find(({ reading }) => reading === 'government');
      const shared = government?.exceptions.find(({ id }) => id === 'co-located-with-nusra')?.lifted;
      expect([shared?.established, shared?.asserted, shared?.presumed].every((count) => (count ?? 0) > 0)).toBe(true);
    });

    it('sums what parts two readings', () => {
      const verdicts = judgements(rulebook, 'syria-2016', incidents);
      for (const { readings, incidents: count, differences } of ledgers.flatMap(({ partedBy }) => partedBy)) {
        const parted = verdicts.flatMap(({ partedBy }) =>
          partedBy.filter((each) => each.readings.join() === readings.join()),
        );
        expect(count).toBe(parted.length);
        for (const { difference, incidents: some, alone } of differences) {
          const naming = parted.filter((each) => each.differences.includes(difference));
          expect([some, alone]).toEqual([naming.length, naming.filter((each) => each.differences.length === 1).length]);
        }
      }
    });

    it('counts only what surely lies in the time asked for, and says how many reach into it', async () => {
      const asked = { ...everything, from: Date.parse('2016-03-01T00:00:00Z'), to: Date.parse('2016-03-31T00:00:00Z') };
      const { ledgers: some } = await readLedgers(serviceOf(opened.database, rulebook), asked);
      const ends = incidents.filter((incident) => judgements(rulebook, 'syria-2016', [incident]).length > 0);
      const from = (each: Incident) => Date.parse(each.occurred.from);
      const to = (each: Incident) => Date.parse(each.occurred.to ?? each.occurred.from);
      const inside = ends.filter((each) => from(each) >= asked.from && to(each) <= asked.to);
      const meeting = ends.filter((each) => to(each) >= asked.from && from(each) <= asked.to);
      for (const ledger of some) {
        expect([ledger.counted, ledger.partlyInSpan]).toEqual([inside.length, meeting.length - inside.length]);
        holdAgainstBruteForce(rulebook, ledger, inside);
      }
    }, 120_000);

    it('stays what it was at a revision that has passed', async () => {
      const { ledgers: early } = await readLedgers(serviceOf(opened.database, rulebook), { ...everything, asOf: 10 });
      const judged = incidents.filter((incident) => judgements(rulebook, 'syria-2016', [incident]).length > 0);
      expect(early[0]?.counted).toBeLessThanOrEqual(10);
      for (const ledger of early) holdAgainstBruteForce(rulebook, ledger, judged.slice(0, ledger.counted));
    }, 120_000);
  });

describe('the ledger over random rulebooks and incidents', () => {
  it('equals brute force on every exception of every reading', { timeout: 240_000 }, async () => {
    let hanging = 0;
    for (const { book, incidents } of fc.sample(randomBatch(30), { numRuns: 8, seed: 4 })) {
      const { rulebook } = compileRandom(book, false);
      const opened = await (stores[0] as (typeof stores)[number]).open();
      const named = incidents.map((incident, index) => ({ ...incident, reportId: `random-${index}` }));
      await storeAll(opened.database, rulebook, named);
      for (const ledger of (await readLedgers(serviceOf(opened.database, rulebook), everything)).ledgers)
        hanging += holdAgainstBruteForce(rulebook, ledger, named);
      await opened.close();
    }
    expect(hanging).toBeGreaterThan(5);
  });
});
