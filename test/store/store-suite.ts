import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/domain/verdict.js';
import type { Mark } from '../../src/engine/marks.js';
import { changesAfter, insertChanges } from '../../src/store/changes.js';
import type { Database, Transaction } from '../../src/store/connect.js';
import {
  incidentById,
  insertIncidents,
  keepReporter,
  listIncidents,
  type NewIncident,
} from '../../src/store/incidents.js';
import { listVerdicts } from '../../src/store/list-verdicts.js';
import { currentRevision, write } from '../../src/store/revision.js';
import { keepRulebook, rulebookSource } from '../../src/store/rulebooks.js';
import type { NewVerdict } from '../../src/store/verdict-rows.js';
import {
  currentVerdictsOf,
  endVerdict,
  insertVerdicts,
  verdictById,
  verdictHistory,
} from '../../src/store/verdicts.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';
import type { TestStore } from '../helpers/stores.js';

/** What every database must do for the store: one suite, run on each of them. */
export function storeSuite(store: TestStore): void {
  describe(`the store on ${store.name}`, () => {
    let opened: Awaited<ReturnType<TestStore['open']>>;
    let database: Database;
    beforeEach(async () => {
      opened = await store.open();
      database = opened.database;
    });
    afterEach(() => opened.close());

    it('begins at revision 0', async () => {
      expect(await currentRevision(database)).toBe(0);
    });

    it('gives back an incident as it was sent', async () => {
      await addOne(database, 'a');
      const found = await incidentById(database, 'inc_a');
      expect(found).toMatchObject({
        reportId: 'a',
        version: 1,
        receivedAt: 5,
        report: { reportId: 'a', مفتاح: [1, null] },
      });
    });

    it('gives back a verdict whole', async () => {
      await addOne(database, 'a');
      const found = await verdictById(database, 'ver_a');
      expect(found).toMatchObject({
        ...judgement('a'),
        id: 'ver_a',
        revision: 1,
        judgedAt: '1970-01-01T00:00:00.005Z',
      });
    });

    it('refuses a second report of the same reporter under one id', async () => {
      await addOne(database, 'a');
      await expect(addOne(database, 'a', 'inc_b')).rejects.toThrow();
      expect(await currentRevision(database)).toBe(1);
      expect(await incidentById(database, 'inc_b')).toBeUndefined();
    });

    it('gives every change a number of its own, without a gap, in the order of commits', async () => {
      const other = opened.again();
      const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
      await Promise.all(names.map((name, index) => addOne(index % 2 === 0 ? database : other, name)));
      const changes = await changesAfter(database, 0, 100);
      expect(changes.map(({ number }) => number)).toEqual(names.map((_, index) => index + 1));
      expect(await currentRevision(other)).toBe(20);
    });

    it('takes nothing when the work throws', async () => {
      const failing = write(database, async (transaction, revision) => {
        revision.take(3);
        await keepReporter(transaction, 'local', 1);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await currentRevision(database)).toBe(0);
      expect(await database('reporters')).toEqual([]);
    });

    it('chains the journal, so that a change to it shows', async () => {
      await addOne(database, 'a');
      await addOne(database, 'b');
      await expectSoundJournal(database);
    });

    it.each(['incident_versions', 'marks', 'verdict_marks', 'changes', 'journal', 'rulebooks', 'verdicts'])(
      'refuses to change or delete rows of %s',
      async (table) => {
        await addOne(database, 'a');
        const columns = Object.entries(await database(table).columnInfo());
        const [text] = columns.find(([, { type }]) => /text|char/i.test(type)) ?? [];
        const change = text === undefined ? { number: 99 } : { [text]: 'x' };
        await expect(database(table).update(change)).rejects.toThrow(/append-only/);
        await expect(database(table).delete()).rejects.toThrow(/append-only/);
      },
    );

    it('lets a verdict end once, and shows what was current at any revision', async () => {
      await addOne(database, 'a');
      await write(database, async (transaction, revision) =>
        endVerdict(transaction, 'ver_a', revision.take(1)[0] as number),
      );
      expect((await listVerdicts(database, { asOf: 1, limit: 10 })).map(({ id }) => id)).toEqual(['ver_a']);
      expect(await listVerdicts(database, { asOf: 2, limit: 10 })).toEqual([]);
      expect(await verdictHistory(database, 'inc_a')).toMatchObject([{ id: 'ver_a', endedBy: 2 }]);
      expect((await currentVerdictsOf(database, ['inc_a'])).get('inc_a')).toEqual([]);
      await expect(endVerdictIn(database)).rejects.toThrow(/append-only/);
    });

    it.each([
      ['agreement', { agreement: 'one' }, { agreement: 'two' }],
      ['headline outcome', { outcome: 'violation' }, { outcome: 'exempt' }],
      [
        'outcome of a reading',
        { reading: 'government', outcome: 'undetermined' },
        { reading: 'government', outcome: 'violation' },
      ],
      ['what may be', { reading: 'government', mayBe: 'exempt' }, { reading: 'government', mayBe: 'out_of_scope' }],
      ['what may be, in a reading that is firm', { reading: 'government', mayBe: 'violation' }, { mayBe: 'violation' }],
      ['standing', { standing: 'likely' }, { standing: 'confirmed' }],
      ['party', { party: 'russia' }, { party: 'turkey' }],
      ['term', { term: 'attack' }, { term: 'siege' }],
      ['exception', { exception: 'loophole' }, { exception: 'loophole', reading: 'text' }],
      ['contest', { contested: true }, { contested: false }],
      ['time from', { from: 100 }, { from: 101 }],
      ['time to', { to: 50 }, { to: 49 }],
      ['box', { bbox: [36, 35, 37, 36] }, { bbox: [37, 35, 38, 36] }],
      ['box across the date line', { bbox: [30, 35, -170, 36] }, { bbox: [170, 35, -170, 36] }],
    ] as const)('finds verdicts by %s', async (_name, met, missed) => {
      await addOne(database, 'a');
      const ids = async (filter: object) =>
        (await listVerdicts(database, { asOf: 1, limit: 10, ...filter })).map(({ id }) => id);
      expect(await ids(met)).toEqual(['ver_a']);
      expect(await ids(missed)).toEqual([]);
    });

    it('keeps a page as it was while rows arrive', async () => {
      for (const name of ['a', 'b', 'c']) await addOne(database, name);
      const first = await listIncidents(database, { asOf: 3, limit: 2 });
      await addOne(database, 'd');
      const second = await listIncidents(database, { asOf: 3, limit: 2, before: first.at(-1)?.id });
      expect([...first, ...second].map(({ reportId }) => reportId)).toEqual(['c', 'b', 'a']);
    });

    it('keeps a rulebook whole, once', async () => {
      const keep = () => write(database, (transaction) => keepRulebook(transaction, rulebook, 1));
      expect([await keep(), await keep()]).toEqual([true, false]);
      expect(await rulebookSource(database, rulebook.hash)).toEqual(rulebook.source);
    });
  });
}

const rulebook = { hash: 'sha256:rules', source: { groups: [], agreements: [] } };

const endVerdictIn = (database: Database) => write(database, (transaction) => endVerdict(transaction, 'ver_a', 9));

const empty = { candidates: [], dependsOn: [], missing: [], presumed: [], doubted: [] };
const lifted = {
  id: 'attack',
  state: 'lifted' as const,
  clause: { text: 't', at: '1', says: 's' },
  because: [],
  lifting: [
    {
      id: 'loophole',
      kind: 'loophole' as const,
      truth: 'true' as const,
      accepted: true,
      holds: 'true' as const,
      because: [],
    },
  ],
};
function judgement(name: string): Judgement {
  const candidate = { actor: 'russian-aerospace-forces', target: null, grade: null, votes: true, because: [] };
  return {
    incident: { id: `inc_${name}`, version: 1, reportId: name, hash: `sha256:${name}` },
    agreement: 'one',
    rulebook: rulebook.hash,
    semantics: 1,
    reading: 'text',
    outcome: 'violation',
    contested: true,
    partedBy: [],
    readings: {
      text: {
        ...empty,
        outcome: 'violation',
        possible: ['violation'],
        standing: 'likely',
        candidates: [
          { ...candidate, outcome: 'violation', possible: ['violation'], terms: [{ ...lifted, state: 'breached' }] },
        ],
      },
      government: {
        ...empty,
        outcome: 'undetermined',
        possible: ['violation', 'exempt'],
        standing: 'likely',
        candidates: [{ ...candidate, outcome: 'undetermined', possible: ['violation', 'exempt'], terms: [lifted] }],
      },
    },
  };
}

const marks: Mark[] = (
  [
    ['', 'agreement', 'one'],
    ['', 'contested', 'true'],
    ['', 'standing', 'likely'],
    ['', 'party', 'russian-aerospace-forces'],
    ['', 'party', 'russia'],
    ['', 'outcome', 'violation'],
    ['text', 'outcome', 'violation'],
    ['text', 'breached', 'attack'],
    ['government', 'outcome', 'undetermined'],
    ['government', 'may', 'violation'],
    ['government', 'may', 'exempt'],
    ['government', 'lifted', 'attack'],
    ['government', 'exception', 'loophole'],
  ] as const
).map(([reading, kind, value]) => ({ reading, kind, value }));

/** One incident with one verdict, as a submission stores them. */
async function addOne(database: Database, name: string, id = `inc_${name}`): Promise<void> {
  await write(database, async (transaction: Transaction, revision) => {
    const [number] = revision.take(1) as [number];
    await keepReporter(transaction, 'local', 5);
    if (await keepRulebook(transaction, rulebook, 5)) {
      const subject = rulebook.hash;
      revision.record({ at: 5, who: 'truce', what: 'rulebook-kept', subject, after: subject });
    }
    const occurred = { from: 50, to: 100 };
    const report = { reportId: name, مفتاح: [1, null] };
    const incident: NewIncident = {
      id,
      reporter: 'local',
      reportId: name,
      state: 'active',
      version: 1,
      number,
      receivedAt: 5,
      report,
      hash: `sha256:${name}`,
      warnings: [],
      reason: null,
      added: null,
      event: null,
      eventId: id.replace('inc_', 'evt_'),
      eventKey: null,
      distinct: false,
      kinds: ['airstrike'],
      occurred,
      lon: 36.6,
      lat: 35.4,
    };
    const verdict: NewVerdict = {
      id: `ver_${name}`,
      number,
      judgement: judgement(name),
      summary: {
        occurred: { from: '1970-01-01T00:00:00.050Z', to: '1970-01-01T00:00:00.100Z', extent: 'within' },
        place: { lon: 36.6, lat: 35.4 },
        kind: ['airstrike'],
        actors: ['russian-aerospace-forces'],
        targets: [],
      },
      marks,
      area: 'SY05',
      occurred,
      judgedAt: 5,
    };
    await insertIncidents(transaction, [incident]);
    await insertVerdicts(transaction, [verdict]);
    await insertChanges(transaction, [{ number, type: 'verdict', verdictId: verdict.id, incidentId: id, at: 5 }]);
    revision.record({ at: 5, who: 'local', what: 'incident-received', subject: id, after: incident.hash });
  });
}
