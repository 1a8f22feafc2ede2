import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { LiveRulebook } from '../../src/actions/live-rulebook.js';
import { publishRulebook } from '../../src/actions/publish-rulebook.js';
import { rollBackRulebook } from '../../src/actions/roll-back-rulebook.js';
import type { Service } from '../../src/actions/service.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import type { Rulebook } from '../../src/engine/rulebook.js';
import { listPublications } from '../../src/store/publications.js';
import { revisionState } from '../../src/store/revision.js';
import { wholeCaller } from '../helpers/callers.js';
import { ACCOUNT, editedRules, smallReport, smallRules } from '../helpers/small-record.js';
import { expectSoundJournal } from '../helpers/sound-journal.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

const [first, second] = [smallRules(), editedRules()];
const said = { kind: 'publish', who: 'analyst', why: 'the text says so' } as const;

describe.each(stores)('The live rulebook on $name', (store) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  const now = () => Date.parse('2026-11-22T15:00:00Z');
  const publish = (rulebook: Rulebook, more: object = {}) =>
    publishRulebook({ database: opened.database, now }, rulebook, { ...said, ...more });
  /** A process that last heard that this rulebook is live. */
  const processThatKnows = (rulebook: Rulebook): Service => {
    const live = new LiveRulebook(opened.database, rulebook);
    return { database: opened.database, now, rulebook: () => live.current(), follow: (hash) => live.follow(hash) };
  };

  it('is none at first, and each publication says what was live before, who made it, and why', async () => {
    expect(await revisionState(opened.database)).toEqual({ number: 0 });
    expect(await publish(first, { kind: 'initial', folder: '/rules' })).toMatchObject({ published: true });
    await publish(second);
    expect(await revisionState(opened.database)).toEqual({ number: 0, rulebook: second.hash });
    expect(await listPublications(opened.database, { limit: 10 })).toEqual([
      { number: 2, hash: second.hash, previous: first.hash, ...said, at: now() },
      { number: 1, hash: first.hash, ...said, kind: 'initial', at: now(), folder: '/rules' },
    ]);
    await expectSoundJournal(opened.database);
    const entries = await opened.database('journal').where({ what: 'rulebook-published' }).orderBy('number');
    expect(entries).toMatchObject([
      { who: 'analyst', subject: first.hash, before: null, after: first.hash },
      { who: 'analyst', subject: second.hash, before: first.hash, after: second.hash },
    ]);
  });

  it('is not published again when it is live already, and a first one only where there was none', async () => {
    await publish(first);
    expect(await publish(first)).toMatchObject({ published: false, publication: { number: 1 } });
    expect(await publish(second, { kind: 'initial' })).toMatchObject({ published: false });
    expect((await revisionState(opened.database)).rulebook).toBe(first.hash);
  });

  it('is not overwritten by whoever believes another to be live', async () => {
    await publish(first);
    await publish(second, { ifLive: first.hash });
    await expect(publish(first, { ifLive: first.hash })).rejects.toMatchObject({ code: 'rulebook-differs' });
    expect((await revisionState(opened.database)).rulebook).toBe(second.hash);
  });

  it('comes back from what is kept, by its hash or the beginning of it', async () => {
    await publish(first);
    await publish(second);
    const service = { database: opened.database, now };
    const back = await rollBackRulebook(service, { ...said, kind: 'rollback', hash: first.hash.slice(0, 20) });
    expect(back).toMatchObject({
      published: true,
      publication: { number: 3, kind: 'rollback', previous: second.hash },
    });
    expect(back.rulebook.hash).toBe(first.hash);
    const again = await rollBackRulebook(service, { ...said, kind: 'rollback', hash: first.hash.slice(7) });
    expect(again.published).toBe(false);
    for (const [hash, code] of [
      ['sha256:00000000', 'not-found'],
      ['abc', 'bad-request'],
      ['sha256:%', 'bad-request'],
      ['', 'bad-request'],
    ] as const)
      await expect(rollBackRulebook(service, { ...said, kind: 'rollback', hash })).rejects.toMatchObject({ code });
  });

  it('judges a report that was judged by another before it was stored', async () => {
    await publish(first);
    const late = processThatKnows(first);
    await publish(second);
    const { status, verdicts } = await submitIncident(late, ACCOUNT, smallReport());
    expect(status).toBe(201);
    expect(verdicts.map(({ rulebook }) => rulebook)).toEqual([second.hash]);
    expect(late.rulebook().hash).toBe(second.hash);
    expect(await opened.database('verdicts').pluck('rulebook')).toEqual([second.hash]);
  });

  it('judges a correction that was judged by another before it was stored', async () => {
    await publish(first);
    const late = processThatKnows(first);
    const { incident } = await submitIncident(late, ACCOUNT, smallReport());
    await publish(second);
    const report = smallReport({ happened: 'confirmed' });
    const corrected = await correctIncident(late, wholeCaller(ACCOUNT), { id: incident.id, report });
    expect(corrected.verdicts.map(({ rulebook }) => rulebook)).toEqual([second.hash]);
  });

  it('judges every report while it changes over and over, and none by what was live no longer', async () => {
    await publish(first);
    const writers = [processThatKnows(first), { ...processThatKnows(first), database: opened.again() }];
    const publishing = (async () => {
      for (let round = 0; round < 12; round++) await publish(round % 2 === 0 ? second : first);
    })();
    const writing = writers.map(async (service, writer) => {
      for (let index = 0; index < 20; index++) {
        const report = smallReport({ reportId: `w${writer}-${index}`, event: `e${writer}-${index}` });
        expect((await submitIncident(service, ACCOUNT, report)).status).toBe(201);
      }
    });
    await Promise.all([publishing, ...writing]);
    // The journal is the order of commits: between two publications, every verdict is by the one that was live.
    const entries = await opened.database('journal').orderBy('number');
    let live = '';
    for (const { what, subject, after } of entries) {
      if (what === 'rulebook-published') live = after;
      if (what !== 'incident-received') continue;
      expect(
        await opened.database('verdicts').where({ incident: subject }).orderBy('number').first('rulebook'),
      ).toEqual({
        rulebook: live,
      });
    }
    expect(entries.filter(({ what }) => what === 'incident-received')).toHaveLength(40);
  });
});
