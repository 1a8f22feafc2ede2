import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportVerdict } from '../../src/actions/export-verdict.js';
import { loadGazetteer } from '../../src/actions/load-gazetteer.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import type { Submitted } from '../../src/actions/submit-many.js';
import { verifyFile } from '../../src/actions/verify-file.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { SEMANTICS } from '../../src/domain/verdict.js';
import { hashOf } from '../../src/engine/hash.js';
import type { Database } from '../../src/store/connect.js';
import { bodyOf, readBody } from '../../src/store/verdict-body.js';
import { ACCOUNT, fillSmallRecord, smallReport, smallService } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { tamper } from '../helpers/tamper.js';

afterAll(stopStores);

const sampling = { exhaustiveBelow: 30, samples: 8 };
const verified = async (database: Database, asked: Parameters<typeof verifyRecord>[2] = {}) => {
  const checked = [];
  for await (const each of verifyRecord(database, await recordToVerify(database), asked)) checked.push(each);
  return checked;
};
/** The pointers of all that differs, of every verdict. */
const differing = async (database: Database) =>
  (await verified(database)).flatMap(({ differences, notReplayed }) => [
    ...(notReplayed === undefined ? [] : [notReplayed]),
    ...differences.map(({ pointer }) => pointer),
  ]);

describe.each(stores)('The record on $name, judged again', (store) => {
  let opened: OpenedStore;
  let database: Database;
  let answers: Submitted[];
  beforeEach(async () => {
    opened = await store.open();
    database = opened.database;
    answers = await fillSmallRecord(database);
  });
  afterEach(() => opened.close());
  const idOf = (answer: number) => answers[answer]?.verdicts[0]?.id ?? '';

  it('is what it was: current, superseded and withdrawn verdicts, by the rulebooks of their day', async () => {
    const checked = await verified(database, { sampling });
    expect(checked.map(({ verdictId }) => verdictId)).toEqual(answers.map((_, index) => idOf(index)));
    expect(new Set(checked.map(({ rulebook }) => rulebook)).size).toBe(2);
    for (const { differences, notReplayed, secondOpinion } of checked) {
      expect(differences).toEqual([]);
      expect(notReplayed).toBeUndefined();
      expect(secondOpinion).toHaveLength(2);
      for (const { agrees, checked: runs, exhaustive } of secondOpinion ?? []) {
        expect(agrees).toBe(true);
        expect(exhaustive || runs >= 8).toBe(true);
      }
    }
  });

  it('is judged again with what the gazetteer added to a report, and so is its file', async () => {
    const service = smallService(database);
    const ford = {
      name: 'Ford',
      names: ['Ford'],
      pcode: 'C3463',
      lon: 36.5,
      lat: 35.2,
      radiusKm: 1,
      area: 'SY05',
      codes: ['SY', 'SY05'],
      country: 'SY',
    };
    const file = { places: [ford], fileHash: 'sha256:1', source: 'test', licence: 'CC BY 4.0', how: {} };
    await loadGazetteer(service, 'operator', file);
    const named = smallReport({ reportId: 'named', place: { name: 'Ford' } });
    const { incident, verdicts } = await submitIncident(service, ACCOUNT, named);
    expect(incident.added).toMatchObject({ place: { lon: 36.5, lat: 35.2 } });
    expect(await differing(database)).toEqual([]);
    const taken = JSON.parse(JSON.stringify(await exportVerdict({ database }, verdicts[0]?.id ?? '', '0')));
    expect(await verifyFile(taken)).toMatchObject({ differences: [] });
    taken.incident.added.place.lat = 35.3;
    expect((await verifyFile(taken)).differences.map(({ pointer }) => pointer)).toContain('/verdict/incident/hash');
    await tamper(database, 'incident_versions', { incident: incident.id }, { added: null });
    expect(await differing(database)).toContain('/verdict/incident/hash');
  });

  it('can be taken out verdict by verdict, and each file holds', async () => {
    for (const [index] of answers.entries()) {
      const file = await exportVerdict({ database }, idOf(index), '0');
      expect(await verifyFile(JSON.parse(JSON.stringify(file)))).toMatchObject({
        verdictId: idOf(index),
        differences: [],
      });
    }
  });

  it('is verified as it stood at the start, whatever is written meanwhile', async () => {
    const record = await recordToVerify(database);
    await submitIncident(smallService(opened.again()), ACCOUNT, smallReport({ reportId: 'later' }));
    let seen = 0;
    for await (const { differences } of verifyRecord(database, record, {})) {
      expect(differences).toEqual([]);
      seen += 1;
    }
    expect([seen, record.verdicts]).toEqual([6, 6]);
  });

  it('is narrowed to one agreement; one that nothing was judged under is refused with the nearest', async () => {
    expect(await recordToVerify(database, 'example')).toMatchObject({ verdicts: 6 });
    await expect(recordToVerify(database, 'exampel')).rejects.toThrow(/did you mean example/);
  });

  it('shows every column of a verdict that was changed', async () => {
    const columns = Object.keys(await database('verdicts').columnInfo());
    const beside = ['number', 'body', 'semantics', 'rulebook', 'incident', 'version', 'id'];
    for (const column of columns.filter((name) => !beside.includes(name))) {
      const [row] = await database('verdicts').where({ id: idOf(0) });
      const value =
        typeof row[column] === 'number' ? row[column] + 1 : ['ended', 'redacted'].includes(column) ? 1 : 'x';
      await tamper(database, 'verdicts', { id: idOf(0) }, { [column]: value });
      expect([column, (await differing(database)).length > 0]).toEqual([column, true]);
      await tamper(database, 'verdicts', { id: idOf(0) }, { [column]: row[column] });
    }
    expect(await differing(database)).toEqual([]);
  });

  it('shows a judgement that was changed by one leaf, and one that says the same in other bytes', async () => {
    const [row] = await database('verdicts').where({ id: idOf(1) });
    const judgement = readBody(row.body);
    const candidate = judgement.readings.text?.candidates[0];
    if (candidate === undefined) throw new Error('no candidate');
    candidate.grade = 'confirmed';
    await tamper(database, 'verdicts', { id: idOf(1) }, { body: bodyOf(judgement) });
    expect(await differing(database)).toEqual(['/verdict/readings/text/candidates/0/grade']);
    const { incident, ...rest } = readBody(row.body);
    await tamper(database, 'verdicts', { id: idOf(1) }, { body: bodyOf({ ...rest, incident }) });
    expect(await differing(database)).toEqual(['/verdict']);
    await tamper(database, 'verdicts', { id: idOf(1) }, { body: Buffer.from('nothing') });
    expect(await differing(database)).toEqual(['/verdict']);
  });

  it('shows a report that was changed, whether or not its hash was made anew', async () => {
    const where = { incident: answers[0]?.incident.id ?? '' };
    const report = JSON.stringify({ ...smallReport(), notes: 'never said' });
    await tamper(database, 'incident_versions', where, { report });
    expect(await differing(database)).toEqual(['/incident/hash', '/verdict/incident/hash', '/summary/incident/hash']);
    await tamper(database, 'incident_versions', where, { hash: hashOf(JSON.parse(report)) });
    expect(await differing(database)).toEqual(['/verdict/incident/hash', '/summary/incident/hash']);
    await tamper(database, 'incident_versions', where, { report: '{' });
    expect(await differing(database)).toContain('its report cannot be read');
  });

  it('shows a mark that is missing, one that is too many, and a change of the feed that is gone', async () => {
    const [first] = await database('verdicts').where({ id: idOf(0) });
    const [mark] = await database('verdict_marks').where({ number: first.number }).orderBy('mark');
    await tamper(database, 'verdict_marks', { number: first.number, mark: mark.mark }, undefined);
    const [missing] = await differing(database);
    expect(missing).toMatch(/^\/marks\//);
    await database('verdict_marks').insert({ number: first.number, mark: mark.mark });
    const other = await database('marks').whereNotIn(
      'id',
      database('verdict_marks').where({ number: first.number }).select('mark'),
    );
    await database('verdict_marks').insert({ number: first.number, mark: other[0].id });
    expect(await differing(database)).toHaveLength(1);
    await tamper(database, 'verdict_marks', { number: first.number, mark: other[0].id }, undefined);
    await tamper(database, 'changes', { number: first.number }, undefined);
    expect(await differing(database)).toEqual(['/changes/made']);
  });

  it('tells of a rulebook that is not what its hash says, once, and of what it would have made of the verdicts', async () => {
    const hash = answers[3]?.verdicts[0]?.rulebook ?? '';
    const [{ source }] = await database('rulebooks').where({ hash });
    await tamper(
      database,
      'rulebooks',
      { hash },
      { source: source.replace('The north stops', 'The north never stops') },
    );
    const told = await differing(database);
    expect(told.filter((pointer) => pointer === '/rulebook/hash')).toHaveLength(1);
    expect(told.filter((pointer) => pointer === '/verdict/rulebook')).toHaveLength(4);
    await tamper(database, 'rulebooks', { hash }, { source: 'no rulebook' });
    const broken = await differing(database);
    expect(broken.filter((why) => why === 'its rulebook cannot be built again')).toHaveLength(4);
  });

  it('counts verdicts of other semantics apart: they cannot be judged again here', async () => {
    await tamper(database, 'verdicts', { id: idOf(2) }, { semantics: SEMANTICS + 1 });
    const [wrong] = (await verified(database)).filter(({ notReplayed }) => notReplayed !== undefined);
    expect(wrong).toMatchObject({ verdictId: idOf(2), differences: [] });
    expect(wrong?.notReplayed).toMatch(/semantics 2 .* a newer Truce/);
  });
});
