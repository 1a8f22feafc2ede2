import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompareAsked, type Compared, compareRulebook } from '../../src/actions/compare-rulebook.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { walkIncidents } from '../../src/actions/walk-incidents.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import { readLedgers } from '../../src/analysis/read-ledger.js';
import { compareIncident } from '../../src/comparison/compare-incident.js';
import { makeComparison } from '../../src/comparison/comparison.js';
import type { Incident } from '../../src/domain/incident.js';
import { judgeAll } from '../../src/engine/judge.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { currentRevision } from '../../src/store/revision.js';
import { closing, everything as counts, serviceOf, storeAll, workedCases } from '../analysis/support/brute-force.js';
import { wholeCaller } from '../helpers/callers.js';
import { storedRows } from '../helpers/service.js';
import { ACCOUNT, builtFrom, smallReport, smallRules, smallService } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { goodFilesEdited } from '../rulebook/rule-folders.js';

afterAll(stopStores);

async function compare(
  database: OpenedStore['database'],
  asked: Partial<CompareAsked> & Pick<CompareAsked, 'before' | 'after'>,
): Promise<Compared> {
  const run = compareRulebook(database, { zone: 'UTC', ...asked });
  let step = await run.next();
  while (step.done !== true) step = await run.next();
  return step.value;
}

const AGREEMENT = 'syria-2016';
const READING = 'government';
const EXCEPTION = 'co-located-with-nusra';

describe.each(stores)('Comparing over the worked cases on $name', (kind) => {
  let store: OpenedStore;
  let rulebook: Rulebook;
  let candidate: Rulebook;
  let incidents: readonly Incident[];
  beforeAll(async () => {
    store = await kind.open();
    ({ rulebook, incidents } = await workedCases());
    candidate = { ...closing(rulebook, AGREEMENT, READING, EXCEPTION), hash: 'sha256:closed' };
    await storeAll(store.database, rulebook, incidents);
  }, 120_000);
  afterAll(() => store.close());

  it('finds the flips that judging everything twice finds, put down to the one rule that changed', async () => {
    const expected = new Map<string, number>();
    for (const incident of incidents) {
      const of = (book: Rulebook) => judgeAll(incident, 'sha256:i', book).verdicts[0]?.readings ?? {};
      const [was, is] = [of(rulebook), of(candidate)];
      for (const [reading, before] of Object.entries(was)) {
        const after = is[reading];
        if (after === undefined || String(before.possible) === String(after.possible)) continue;
        const key = `${reading}: ${before.outcome} → ${after.outcome}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    }
    const { flips, flipped, judged, untouched, complete, changes, ...rest } = await compare(store.database, {
      before: rulebook,
      after: candidate,
    });
    const found = new Map<string, number>();
    for (const { reading, from, to, count } of flips)
      found.set(`${reading}: ${from} → ${to}`, (found.get(`${reading}: ${from} → ${to}`) ?? 0) + count);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect(new Set(flips.map(({ because }) => because))).toEqual(new Set([`readings.${READING}.accepts.${EXCEPTION}`]));
    expect(changes.map(({ id }) => id)).toEqual([`${AGREEMENT}.readings.${READING}.accepts.${EXCEPTION}`]);
    const sum = flips.reduce((all, { count }) => all + count, 0);
    expect([flipped, complete]).toEqual([sum, true]);
    expect(rest.flippedOf.outcome + rest.flippedOf.possible).toBe(flipped);
    expect(judged + untouched).toBe(rest.incidents);
    expect(untouched).toBeGreaterThan(0);
    expect(flips.every(({ examples }) => examples.length > 0 && examples.length <= 3)).toBe(true);
    expect(rest.byMonth.reduce((all, { outcome, possible }) => all + outcome + possible, 0)).toBe(flipped);
    expect(rest.byTerm.map(({ term }) => term)).toContain('attack-on-opposition');
  });

  it('agrees with the ledger on what closing the exception would do', async () => {
    const { ledgers } = await readLedgers(serviceOf(store.database, rulebook), counts);
    const entry = ledgers.find(({ reading }) => reading === READING)?.exceptions.find(({ id }) => id === EXCEPTION);
    const { flips } = await compare(store.database, { before: rulebook, after: candidate });
    const outcomes = flips.filter(({ of }) => of === 'outcome');
    const found: Record<string, number> = {};
    for (const { to, count } of outcomes) found[to] = (found[to] ?? 0) + count;
    expect(found).toEqual(entry?.ifClosed);
    // The ledger counts what closing newly leaves open: those that come to may be a violation and were not.
    const opened = flips.reduce((sum, { mayBeViolation: { before, after } }) => sum + after - before, 0);
    const now = ledgers.find(({ reading }) => reading === READING)?.outcomes.mayBeViolation ?? 0;
    expect(now + opened).toBe(entry?.outcomesIfClosed?.mayBeViolation);
  });

  it('comes to the same whether what is stored was judged by the rulebook compared against or not', async () => {
    const forth = await compare(store.database, { before: rulebook, after: candidate });
    const back = await compare(store.database, { before: candidate, after: rulebook });
    const plain = (flips: Compared['flips'], turned: boolean) =>
      flips
        .map(({ reading, from, to, count, of }) =>
          (turned ? [reading, of, to, from, count] : [reading, of, from, to, count]).join(' '),
        )
        .sort();
    expect(plain(back.flips, true)).toEqual(plain(forth.flips, false));
  });

  it('lets others have a turn in the middle of one incident too, however much the rules differ', async () => {
    const controller = new AbortController();
    const unlike = makeComparison(smallRules(), rulebook);
    let stopped: Incident | undefined;
    let steps = 0;
    const walk = walkIncidents(
      store.database,
      { asOf: await currentRevision(store.database) },
      function* ({ incident }) {
        for (const _step of compareIncident(unlike, incident, AGREEMENT)) {
          if (steps === 0) setImmediate(() => controller.abort());
          stopped = incident;
          steps += 1;
          yield;
        }
      },
      controller.signal,
    );
    expect(await walk.next()).toMatchObject({ done: true, value: false });
    expect(steps).toBeGreaterThan(0);
    const all = [...compareIncident(unlike, stopped as unknown as Incident, AGREEMENT)].length;
    expect([all > 100, steps < all]).toEqual([true, true]);
  });

  it('writes nothing, and stops between two incidents when it is told to', async () => {
    const before = await storedRows(store.database);
    const controller = new AbortController();
    controller.abort();
    const cut = await compare(store.database, { before: rulebook, after: candidate, signal: controller.signal });
    expect([cut.complete, cut.incidents]).toEqual([false, 0]);
    await compare(store.database, { before: rulebook, after: candidate });
    expect(await storedRows(store.database)).toEqual(before);
  });
});

describe.each(stores)('Comparing a small record on $name', (kind) => {
  let store: OpenedStore;
  beforeAll(async () => {
    store = await kind.open();
  });
  afterAll(() => store.close());
  const rules = smallRules();
  const moved = builtFrom(
    goodFilesEdited('example/agreement.yaml', '2017-01-01T00:00:00+02:00', '2016-02-28T00:00:00+02:00'),
  );
  const reworded = builtFrom(
    goodFilesEdited('example/agreement.yaml', 'why: Notice is of no use at night.', 'why: Dark.'),
  );

  it('tells the difference of the rules over an empty record', async () => {
    const { incidents, changes, flips, complete } = await compare(store.database, { before: rules, after: moved });
    expect([incidents, changes.length, flips, complete]).toEqual([0, 1, [], true]);
  });

  it('counts verdicts that would vanish or come as flips to and from untouched', async () => {
    await submitIncident(smallService(store.database), ACCOUNT, smallReport());
    const { flips } = await compare(store.database, { before: rules, after: moved });
    expect(new Set(flips.map(({ to }) => to))).toEqual(new Set(['untouched']));
    expect(new Set(flips.map(({ because }) => because))).toEqual(new Set(['inForce']));
    const back = await compare(store.database, { before: moved, after: rules });
    expect(new Set(back.flips.map(({ from }) => from))).toEqual(new Set(['untouched']));
  });

  it('finds no flip where only wording changed, and judges nothing where nothing did', async () => {
    const wording = await compare(store.database, { before: rules, after: reworded });
    expect([wording.changes[0]?.effect, wording.flipped]).toEqual(['reasons', 0]);
    const same = await compare(store.database, { before: rules, after: smallRules() });
    expect([same.changes, same.judged, same.incidents]).toEqual([[], 0, 0]);
  });

  it('looks at what stands: not at what was withdrawn, nor outside the time asked for', async () => {
    const service = smallService(store.database);
    const { incident } = await submitIncident(service, ACCOUNT, smallReport({ reportId: 'gone' }));
    const count = async (more = {}) =>
      (await compare(store.database, { before: rules, after: moved, ...more })).incidents;
    expect(await count()).toBe(2);
    await withdrawIncident(service, wholeCaller(ACCOUNT), { id: incident.id, reason: 'a double' });
    expect(await count()).toBe(1);
    expect(await count({ from: Date.parse('2016-03-02T00:00:00Z') })).toBe(0);
    expect(await count({ to: Date.parse('2016-03-02T00:00:00Z') })).toBe(1);
  });
});
