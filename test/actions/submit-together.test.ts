import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/actions/service.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { submitTogether } from '../../src/actions/submit-together.js';
import type { Incident } from '../../src/domain/incident.js';
import { checkChain } from '../../src/store/journal-chain.js';
import { goesLive } from '../helpers/reassessing.js';
import { editedRules, smallReport, smallRules, smallService } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

/** Reports that have nothing to do with each other. */
function numbered(index: number): Incident {
  const from = new Date(Date.UTC(2016, 2, 1 + 3 * index)).toISOString();
  return smallReport({ reportId: `r${index}`, event: `e${index}`, occurred: { from }, place: null });
}

/** A report that cannot be judged: not because of what it says, but because something in this program is broken. */
function unjudgeable(): Incident {
  const broken = smallReport({ reportId: 'broken' });
  Object.defineProperty(broken, 'candidates', {
    get() {
      throw new Error('the engine is broken');
    },
  });
  return broken;
}

describe.each(stores)('reports that are posted at once, on $name', (store) => {
  let opened: OpenedStore;
  let service: Service;
  let transactions: number;
  beforeEach(async () => {
    opened = await store.open();
    service = smallService(opened.database);
    transactions = 0;
    opened.database.on('query', ({ sql }: { sql: string }) => {
      if (/^begin/i.test(sql)) transactions += 1;
    });
  });
  afterEach(() => opened.close());
  const posted = (reports: readonly (readonly [reporter: string, incident: Incident])[], over: Service = service) => {
    const together = submitTogether(over);
    return Promise.allSettled(
      reports.map(([reporter, incident]) => submitIncident({ ...over, together }, reporter, incident)),
    );
  };

  it('are stored a few in a transaction, in the order in which they came, each answered as if it came alone', async () => {
    const answers = await posted(Array.from({ length: 40 }, (_, index) => ['them', numbered(index)]));
    expect(answers.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(transactions).toBe(4);
    const other = await store.open();
    const one = await submitIncident(smallService(other.database), 'them', numbered(3));
    await other.close();
    const third = answers[3] as PromiseFulfilledResult<typeof one>;
    const judged = ({ verdicts, warnings, status }: typeof one) => ({
      status,
      warnings,
      readings: verdicts.map(({ readings }) => readings),
    });
    expect(judged(third.value)).toEqual(judged(one));
    const order = await opened.database('incidents as i').join('incident_versions as v', 'v.incident', 'i.id');
    order.sort((a, b) => a.number - b.number);
    expect(order.map(({ report_id }) => report_id)).toEqual(Array.from({ length: 40 }, (_, index) => `r${index}`));
    expect((await opened.database.transaction((transaction) => checkChain(transaction, []))).faults).toEqual([]);
  });

  it('are each known by their own reporter, and the journal names each', async () => {
    const changed = { ...numbered(1), happened: 'confirmed' } as const;
    const answers = await posted([
      ['them', numbered(0)],
      ['them', numbered(1)],
      ['others', numbered(1)],
      ['them', numbered(1)],
      ['them', changed],
      ['others', numbered(1)],
    ]);
    const statuses = answers.map((each) => (each.status === 'fulfilled' ? each.value.status : each.reason.code));
    expect(statuses).toEqual([201, 201, 201, 200, 'report-differs', 200]);
    const incidents = await opened.database('incidents').orderBy('id').select('id', 'reporter', 'report_id');
    expect(incidents.map(({ reporter, report_id }) => `${reporter} ${report_id}`)).toEqual([
      'them r0',
      'them r1',
      'others r1',
    ]);
    const entries = await opened.database('journal').where({ what: 'incident-received' }).orderBy('number');
    expect(entries.map(({ who, subject }) => [who, subject])).toEqual(
      incidents.map(({ reporter, id }) => [reporter, id]),
    );
  });

  it('pay for their own faults only: one that is refused, and one that cannot be judged', async () => {
    const impossible = smallReport({ reportId: 'refused', place: { lon: 35.2, lat: 36.5, radiusKm: 1 } });
    const answers = await posted([
      ['them', numbered(0)],
      ['them', numbered(1)],
      ['them', impossible],
      ['them', unjudgeable()],
      ['them', numbered(2)],
    ]);
    const said = answers.map((each) => (each.status === 'fulfilled' ? each.value.status : each.reason.message));
    expect(said).toEqual([201, 201, expect.stringContaining('The report was not stored'), 'the engine is broken', 201]);
    expect(await opened.database('incidents').orderBy('id').pluck('report_id')).toEqual(['r0', 'r1', 'r2']);
  });

  it('are judged by the rulebook that went live while they waited', async () => {
    const [first, second] = [smallRules(), editedRules()];
    await goesLive(opened.database, undefined, second);
    let known = first;
    const late: Service = {
      ...service,
      rulebook: () => known,
      follow: async (hash) => {
        expect(hash).toBe(second.hash);
        known = second;
        return second;
      },
    };
    const answers = await posted(
      Array.from({ length: 5 }, (_, index) => ['them', numbered(index)]),
      late,
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
    expect(await opened.database('verdicts').distinct('rulebook').pluck('rulebook')).toEqual([second.hash]);
    expect(await opened.database('incidents').pluck('report_id')).toHaveLength(5);
  });

  it('are all refused where nothing can be judged yet, and none is lost count of', async () => {
    const waiting: Service = {
      ...service,
      rulebook() {
        throw new Error('no rulebook yet');
      },
    };
    const answers = await posted(
      Array.from({ length: 20 }, (_, index) => ['them', numbered(index)]),
      waiting,
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
    expect(transactions).toBe(0);
  });
});
