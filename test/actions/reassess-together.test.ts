import { afterAll, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { KeptRulebooks } from '../../src/actions/kept-rulebooks.js';
import { reassess } from '../../src/actions/reassess.js';
import { submitMany } from '../../src/actions/submit-many.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import type { Incident } from '../../src/domain/incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import type { Rebuilt } from '../../src/rulebook/rebuild.js';
import type { Database } from '../../src/store/connect.js';
import { listReassessments } from '../../src/store/reassessments.js';
import { currentRevision } from '../../src/store/revision.js';
import { wholeCaller } from '../helpers/callers.js';
import { expectNoneTwice, expectSoundFeed } from '../helpers/feed-checks.js';
import {
  fillRecord,
  GUNS_OF_80,
  goesLive,
  manyReports,
  NORTH_ALWAYS,
  reassessAll,
  reassessor,
  rulesWith,
  SECOND_EARLIER,
  whatStands,
} from '../helpers/reassessing.js';
import { smallService } from '../helpers/small-record.js';
import { stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

const REPORTS = 80;
const before = rulesWith();
const after = rulesWith(GUNS_OF_80, NORTH_ALWAYS, SECOND_EARLIER);
const never = new AbortController().signal;

/** Rulebooks as they are kept; what is given happens when a rulebook is asked for the third time: a page has been read then. */
class Interrupted extends KeptRulebooks {
  #asked = 0;
  readonly #meanwhile: () => Promise<void>;

  constructor(database: Database, meanwhile: () => Promise<void>) {
    super(database);
    this.#meanwhile = meanwhile;
  }

  override async get(hash: string): Promise<Rebuilt> {
    this.#asked += 1;
    if (this.#asked === 3) await this.#meanwhile();
    return super.get(hash);
  }
}

async function drain(steps: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of steps);
}

const idOf = async (database: Database, reportId: string): Promise<string> =>
  (await database('incidents').where({ report_id: reportId }).first('id')).id;

const corrected = (index: number): Incident => ({ ...(manyReports(index + 1)[index] as Incident), happened: 'likely' });

/** What a record would be that never knew another rulebook. */
async function freshRecord(
  database: Database,
  rulebook: Rulebook,
  correct: readonly number[],
  withdraw: readonly number[],
) {
  await fillRecord(database, rulebook, REPORTS);
  await change(database, rulebook, correct, withdraw);
}

async function change(database: Database, rulebook: Rulebook, correct: readonly number[], withdraw: readonly number[]) {
  const service = smallService(database, rulebook);
  for (const index of correct)
    await correctIncident(service, wholeCaller('them'), {
      id: await idOf(database, `m${index}`),
      report: corrected(index),
    });
  for (const index of withdraw)
    await withdrawIncident(service, wholeCaller('them'), { id: await idOf(database, `m${index}`), reason: 'a double' });
}

describe.each(stores)('judging again while others write, on $name', ({ open }) => {
  it('leaves what was corrected or withdrawn between its reading and its recording as it was left', async () => {
    const [store, fresh] = [await open(), await open()];
    await fillRecord(store.database, before, REPORTS);
    await goesLive(store.database, before, after);
    const meanwhile = () => change(store.database, after, [0, 6, 11], [5, 10]);
    const interrupted = { ...reassessor(store.database), keptRulebooks: new Interrupted(store.database, meanwhile) };
    await drain(reassess(interrupted, never));
    await freshRecord(fresh.database, after, [0, 6, 11], [5, 10]);
    expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
    await expectSoundFeed(store.database);
    await expectNoneTwice(store.database);
    await store.close();
    await fresh.close();
  });

  it('takes a second publish in the middle over, and ends where a fresh import under the last rulebook is', async () => {
    const [store, fresh] = [await open(), await open()];
    const last = rulesWith(GUNS_OF_80);
    await fillRecord(store.database, before, REPORTS);
    const upTo = await currentRevision(store.database);
    const first = await goesLive(store.database, before, after);
    const steps = reassess(reassessor(store.database), never);
    await steps.next();
    await steps.next();
    const second = await goesLive(store.database, after, last);
    await drain(steps);
    const [latest, earlier] = await listReassessments(store.database, { limit: 10 });
    expect(earlier).toMatchObject({ id: first?.id, state: 'superseded', supersededBy: second?.id });
    expect(latest).toMatchObject({ id: second?.id, state: 'finished', to: last.hash });
    expect(latest?.from).toEqual([before.hash, after.hash]);
    await fillRecord(fresh.database, last, REPORTS);
    expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
    await expectSoundFeed(store.database, upTo);
    await expectNoneTwice(store.database);
    await store.close();
    await fresh.close();
  });

  it('goes back to the rulebook of before: what was not reached keeps its verdicts, the rest gets those of before', async () => {
    const store = await open();
    await fillRecord(store.database, before, REPORTS);
    const stood = await whatStands(store.database);
    await goesLive(store.database, before, after);
    const steps = reassess(reassessor(store.database), never);
    await steps.next();
    await goesLive(store.database, after, before);
    await drain(steps);
    expect(await whatStands(store.database)).toEqual(stood);
    await expectNoneTwice(store.database);
    await store.close();
  });

  it('is worked on by one of three processes at a time, with corrections and new reports meanwhile', async () => {
    const [store, fresh] = [await open(), await open()];
    await fillRecord(store.database, before, REPORTS);
    await goesLive(store.database, before, after);
    const correct = Array.from({ length: 20 }, (_, index) => 7 + 3 * index);
    const more = manyReports(REPORTS + 20).slice(REPORTS);
    const writer = store.again();
    await Promise.all([
      ...[store.database, store.again(), store.again()].map((database) => reassessAll(database)),
      change(writer, after, correct, [20, 50]),
      submitMany(smallService(writer, after), after, 'them', more),
    ]);
    await reassessAll(store.database);
    expect((await listReassessments(store.database, { limit: 1 }))[0]?.state).toBe('finished');
    await freshRecord(fresh.database, after, correct, [20, 50]);
    await submitMany(smallService(fresh.database, after), after, 'them', more);
    expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
    await expectNoneTwice(store.database);
    await expectSoundFeed(store.database);
    await store.close();
    await fresh.close();
  });
});
