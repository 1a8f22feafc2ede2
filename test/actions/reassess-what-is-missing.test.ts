import { afterAll, describe, expect, it } from 'vitest';
import { planWhatIsMissing } from '../../src/actions/plan-reassessment.js';
import { RulebookLost } from '../../src/actions/reassess.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { SEMANTICS } from '../../src/domain/verdict.js';
import { changesBetween } from '../../src/store/changes.js';
import type { Database } from '../../src/store/connect.js';
import { latestReassessment, listReassessments } from '../../src/store/reassessments.js';
import { currentRevision } from '../../src/store/revision.js';
import { expectNoneTwice } from '../helpers/feed-checks.js';
import {
  fillRecord,
  GUNS_OF_80,
  goesLive,
  NORTH_ALWAYS,
  reassessAll,
  rulesWith,
  whatStands,
} from '../helpers/reassessing.js';
import { stopStores, stores } from '../helpers/stores.js';
import { tamper } from '../helpers/tamper.js';

afterAll(stopStores);

const REPORTS = 30;
const at = () => Date.parse('2026-11-23T09:00:00Z');
const before = rulesWith();
const after = rulesWith(GUNS_OF_80, NORTH_ALWAYS);

const plans = async (database: Database) => (await listReassessments(database, { limit: 10 })).length;

describe.each(stores)('what a start finds on $name', ({ open }) => {
  it('plans nothing for an empty record, nor where all was judged by the rulebook that is live', async () => {
    const store = await open();
    expect(await planWhatIsMissing(store.database, before.hash, at)).toBeUndefined();
    await fillRecord(store.database, before, REPORTS);
    expect(await planWhatIsMissing(store.database, before.hash, at)).toBeUndefined();
    expect(await plans(store.database)).toBe(0);
    await store.close();
  });

  it('plans once where verdicts of another rulebook stand and nobody planned, as in a record from before there were plans', async () => {
    const [store, fresh] = [await open(), await open()];
    await fillRecord(store.database, before, REPORTS);
    await goesLive(store.database, undefined, after);
    await store.database('reassessments').delete();
    const planned = await planWhatIsMissing(store.database, after.hash, at);
    expect(planned).toMatchObject({ from: [before.hash], to: after.hash, who: 'truce', state: 'planned' });
    expect(await planWhatIsMissing(store.database, after.hash, at)).toBeUndefined();
    await reassessAll(store.database);
    expect(await planWhatIsMissing(store.database, after.hash, at)).toBeUndefined();
    expect(await plans(store.database)).toBe(1);
    await fillRecord(fresh.database, after, REPORTS);
    expect(await whatStands(store.database)).toEqual(await whatStands(fresh.database));
    await store.close();
    await fresh.close();
  });

  it('plans where verdicts stand that older semantics judged, and judges every one again', async () => {
    const store = await open();
    await fillRecord(store.database, before, REPORTS);
    const standing = Number((await store.database('verdicts').whereNull('ended').count({ rows: '*' }))[0]?.rows);
    const stood = await whatStands(store.database);
    const raisedAt = await currentRevision(store.database);
    await tamper(store.database, 'verdicts', {}, { semantics: SEMANTICS - 1 });
    const planned = await planWhatIsMissing(store.database, before.hash, at);
    expect(planned).toMatchObject({ from: [], to: before.hash, semantics: SEMANTICS });
    await reassessAll(store.database);
    expect(await latestReassessment(store.database)).toMatchObject({
      state: 'finished',
      superseded: standing,
      flipped: 0,
    });
    expect(await whatStands(store.database)).toEqual(stood);
    const [told] = await changesBetween(store.database, { after: raisedAt, through: raisedAt + 1, limit: 1 });
    expect(told?.because).toEqual([
      { id: 'semantics', kind: 'changed', text: `semantics ${SEMANTICS - 1} → ${SEMANTICS}` },
    ]);
    expect(await planWhatIsMissing(store.database, before.hash, at)).toBeUndefined();
    await expectNoneTwice(store.database);
    await store.close();
  });

  it('says which rulebook is damaged, judges nothing by another, and supersedes what a damaged one judged', async () => {
    const store = await open();
    await fillRecord(store.database, before, REPORTS);
    await goesLive(store.database, before, after);
    const { source } = await store.database('rulebooks').where({ hash: after.hash }).first('source');
    await tamper(store.database, 'rulebooks', { hash: after.hash }, { source: '{}' });
    await expect(reassessAll(store.database)).rejects.toThrow(RulebookLost);
    await expect(reassessAll(store.database)).rejects.toThrow(after.hash);
    await tamper(store.database, 'rulebooks', { hash: after.hash }, { source });

    await tamper(store.database, 'rulebooks', { hash: before.hash }, { source: 'no JSON' });
    await reassessAll(store.database);
    const old = await store.database('verdicts').whereNull('ended').whereNot({ rulebook: after.hash });
    expect(old).toEqual([]);
    const record = await recordToVerify(store.database);
    const checked = [];
    for await (const each of verifyRecord(store.database, record, {})) checked.push(each);
    const current = checked.filter(({ rulebook }) => rulebook === after.hash);
    expect(current.length).toBeGreaterThan(0);
    expect(current.flatMap(({ differences }) => differences)).toEqual([]);
    await store.close();
  });
});
