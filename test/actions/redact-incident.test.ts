import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { decideLink } from '../../src/actions/decide-link.js';
import { exportVerdict } from '../../src/actions/export-verdict.js';
import { findHolding } from '../../src/actions/find-incidents-holding.js';
import { readIncident } from '../../src/actions/read-incidents.js';
import { readVerdictProse } from '../../src/actions/read-verdicts.js';
import { recordCustody, recordEvidence } from '../../src/actions/record-evidence.js';
import { recordStatement } from '../../src/actions/record-statement.js';
import { redactIncident } from '../../src/actions/redact-incident.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { verifyFile } from '../../src/actions/verify-file.js';
import { verifyJournal } from '../../src/actions/verify-journal.js';
import { recordToVerify, verifyRecord } from '../../src/actions/verify-record.js';
import { whyNotVerdict } from '../../src/actions/why-not.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import { incidentSchema } from '../../src/domain/incident.js';
import type { Problem } from '../../src/domain/problem.js';
import { WHOLE_VIEW } from '../../src/domain/shown-view.js';
import { hashOf } from '../../src/engine/hash.js';
import type { Database } from '../../src/store/connect.js';
import { claimReceipt, keepAnswer } from '../../src/store/receipts.js';
import { wholeCaller } from '../helpers/callers.js';
import { english } from '../helpers/languages.js';
import { NAME, redactingService, standsInBytes, tellingReport, whereItStands } from '../helpers/redacting.js';
import { ACCOUNT, editedRules, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { tamper } from '../helpers/tamper.js';

afterAll(stopStores);

const caller = wholeCaller(ACCOUNT);
const reason = 'asked by the person';

describe.each(stores)('Redaction on $name', (store) => {
  let opened: OpenedStore;
  let database: Database;
  let service: ReturnType<typeof redactingService>;
  beforeEach(async () => {
    opened = await store.open();
    database = opened.database;
    service = redactingService(database);
  });
  afterEach(() => opened.close());

  const redact = (id: string, asked: Partial<Parameters<typeof redactIncident>[2]>) =>
    redactIncident(service, 'operator', { reason, ...asked, id });
  const checked = async () => {
    const all = [];
    for await (const each of verifyRecord(database, await recordToVerify(database), {})) all.push(each);
    return all;
  };
  const differing = async () =>
    (await checked()).flatMap(({ differences }) => differences.map(({ pointer, detail }) => `${pointer} ${detail}`));
  const versions = async (id: string) => (await readIncident(service, caller, id)).versions;

  /** Three versions that tell the name, a report that was near, and what was said beside them. */
  async function tellItEverywhere(): Promise<string> {
    const old = redactingService(database, editedRules());
    const { incident } = await submitIncident(old, ACCOUNT, tellingReport());
    const { id } = incident;
    const near = tellingReport({
      reportId: 'r2',
      notes: 'near',
      place: { name: `House of ${NAME}` },
      candidates: [{ target: 'south' }],
    });
    await submitIncident(service, ACCOUNT, near);
    await correctIncident(service, caller, {
      id,
      report: tellingReport({ notes: `of ${NAME}`, occurred: { from: '2016-03-01T13:00:00+02:00' } }),
      reason: `as ${NAME} says`,
    });
    await correctIncident(service, caller, { id, report: tellingReport({ happened: 'confirmed' }), reason: NAME });
    const link = (await database('links').first()).id;
    await decideLink(service, caller, link, { decision: 'confirmed', by: NAME, note: `${NAME} says so` });
    const { evidence } = await recordEvidence(service, caller, id, {
      uri: 'https://example.org/zaynab-al-qarmuti.jpg',
      sha256: 'cd'.repeat(32),
      kind: 'photo',
      note: `of ${NAME}`,
      custody: [{ at: '2016-03-02T10:00:00Z', by: NAME, note: `from ${NAME}` }],
    });
    await recordCustody(service, caller, evidence.id, { at: '2016-03-03T10:00:00Z', by: NAME, note: `to ${NAME}` });
    const said = { by: `office of ${NAME}`, text: `${NAME} was there`, at: '2016-03-04T10:00:00Z' };
    const event = `evt_${id.slice(4)}`;
    await recordStatement(service, caller, event, { type: 'determination', body: { ...said, finding: 'violation' } });
    await recordStatement(service, caller, event, {
      type: 'reply',
      body: { ...said, kind: 'denial', url: 'https://example.org/Zaynab%20al-Qarmuti' },
    });
    const name = { caller: ACCOUNT, key: 'k' };
    const claim = await claimReceipt(database, name, 'sha256:1', 0);
    const answer = { status: 201, body: JSON.stringify({ incident: { id, report: tellingReport() } }) };
    await keepAnswer(database, name, claim.is === 'mine' ? claim.holder : '', answer, 0);
    return id;
  }

  it('takes a name out of every column of every table, and out of the file', async () => {
    const id = await tellItEverywhere();
    const [other] = await database('incidents').where({ report_id: 'r2' });
    expect(await whereItStands(database)).toEqual([
      'incident_versions.event',
      'incident_versions.reason',
      'incident_versions.report',
      'incident_versions.warnings',
      'incidents.event_key',
      'link_decisions.author',
      'link_decisions.because',
      'link_decisions.note',
      'links.because',
      'marks.value',
      'receipts.body',
      'records.author',
      'records.body',
      'verdicts.body',
      'verdicts.summary',
    ]);
    const answer = await redact(id, { text: NAME });
    expect(answer).toMatchObject({ status: 201, left: [], incident: { version: 4, reason, state: 'active' } });
    await redact(other.id, { text: NAME });
    // An own fact whose name runs together with others is found by the family name.
    await redact(id, { text: 'Qarmuti' });
    await redact(other.id, { text: 'Qarmuti' });
    expect(await whereItStands(database)).toEqual([]);
    expect(await differing()).toEqual([]);
    const { chain, record } = await verifyJournal(database);
    expect([chain.faults, record.faults]).toEqual([[], []]);
    expect(await redact(id, { text: NAME })).toMatchObject({ status: 200, redactions: [] });
    if (store.name !== 'SQLite') return;
    const file = opened.url.slice('sqlite:'.length);
    expect(answer.remains.join()).not.toContain('write-ahead');
    expect(standsInBytes(readFileSync(file))).toBe(false);
    // Later writes are in the log again.
    expect(standsInBytes(readFileSync(`${file}-wal`))).toBe(false);
  });

  it('takes all that pointers name out of every version, and what follows from it', async () => {
    const facts = { gaveNotice: true, mood: NAME, words: ['calm', NAME] };
    const { incident } = await submitIncident(service, ACCOUNT, tellingReport({ facts }));
    const { id } = incident;
    await correctIncident(service, caller, { id, report: tellingReport({ facts, happened: 'confirmed' }) });
    const stays = ['reportId', 'occurred', 'kind', 'happened'];
    const pointers = Object.keys(tellingReport()).filter((key) => !stays.includes(key));
    const { redactions } = await redact(id, { pointers: pointers.map((key) => `/${key}`) });
    expect(redactions).toHaveLength(2 * pointers.length);
    expect(await whereItStands(database)).toEqual([]);
    expect((await versions(id)).map(({ report }) => (report as { facts: unknown }).facts)).toEqual(
      Array(3).fill({ gaveNotice: null, mood: null, words: null }),
    );
    expect(await differing()).toEqual([]);
  });

  it('keeps every version in its place with its hash, and says what went, when, by whom and why', async () => {
    const { incident } = await submitIncident(service, ACCOUNT, smallReport({ notes: 'call 123' }));
    const { id } = incident;
    await redact(id, { pointers: ['/notes'] });
    const [first, second, ...none] = await versions(id);
    expect(none).toEqual([]);
    expect(first).toMatchObject({
      version: 1,
      hash: hashOf(smallReport({ notes: 'call 123' })),
      report: { notes: '[redacted]' },
      redactions: [
        {
          part: 'report',
          version: 1,
          pointer: '/notes',
          by: 'operator',
          reason,
          at: '2026-11-22T15:00:00Z',
          before: hashOf(smallReport({ notes: 'call 123' })),
          after: hashOf(smallReport({ notes: '[redacted]' })),
        },
      ],
    });
    expect(second).toMatchObject({ version: 2, hash: hashOf(smallReport({ notes: '[redacted]' })), reason });
    expect(second).not.toHaveProperty('redactions');
    expect(incidentSchema.safeParse(first?.report).success).toBe(true);
    const entries = await database('journal').where({ what: 'incident-redacted' });
    expect(entries).toMatchObject([{ who: 'operator', subject: id, before: first?.hash, after: second?.hash }]);
    const changes = await database('changes').orderBy('number').pluck('type');
    expect(changes).toEqual(['verdict', 'verdict', 'superseded']);
  });

  it('judges again byte for byte what no rule read, and says that the hash cannot be checked', async () => {
    const { incident, verdicts } = await submitIncident(service, ACCOUNT, smallReport({ notes: 'call 123' }));
    await redact(incident.id, { pointers: ['/notes', '/event'] });
    const [old, stands] = await checked();
    expect(old).toMatchObject({ redacted: ['/event', '/notes'], differences: [] });
    expect(old).not.toHaveProperty('notReplayed');
    expect(stands).not.toHaveProperty('redacted');
    const file = JSON.parse(JSON.stringify(await exportVerdict({ database }, verdicts[0]?.id ?? '', '0')));
    expect(await verifyFile(file)).toMatchObject({ redacted: ['/event', '/notes'], differences: [] });
    file.incident.report.notes = 'call 124';
    expect((await verifyFile(file)).differences.map(({ pointer }) => pointer)).toEqual(['/sha256', '/incident/hash']);
  });

  it('keeps what a verdict came to when a fact of it went, without the reasons that would tell the fact', async () => {
    const report = smallReport({ weapon: { class: 'mortar', calibreMm: 82.25 } });
    const { incident, verdicts } = await submitIncident(service, ACCOUNT, report);
    const [verdict] = verdicts;
    await redact(incident.id, { pointers: ['/weapon/calibreMm', '/candidates/0/actor', '/place'] });
    const [old, stands] = await checked();
    expect(old?.differences).toEqual([]);
    expect(old?.notReplayed).toBe(
      'of its report was redacted /candidates/0/actor, /place, /weapon/calibreMm on 2026-11-22',
    );
    expect(stands).toMatchObject({ differences: [] });
    const { history } = await readIncident(service, caller, incident.id);
    expect(history[0]).toMatchObject({ id: verdict?.id, outcome: verdict?.outcome });
    expect(history[0]).not.toHaveProperty('place');
    const kept = await exportVerdict({ database }, verdict?.id ?? '', '0');
    expect(Object.values(kept.verdict.readings).map(({ outcome, possible }) => ({ outcome, possible }))).toEqual(
      Object.values(verdict?.readings ?? {}).map(({ outcome, possible }) => ({ outcome, possible })),
    );
    expect(JSON.stringify([kept.verdict, kept.incident])).not.toMatch(/north-army|82\.25|36\.5/);
    expect(await verifyFile(JSON.parse(JSON.stringify(kept)))).toMatchObject({
      notReplayed: old?.notReplayed,
      differences: [],
    });
    await expect(whyNotVerdict(service, verdict?.id ?? '', 'violation', undefined)).rejects.toThrow(/was redacted/);
    expect(await readVerdictProse(service, verdict?.id ?? '', await english(), WHOLE_VIEW)).toContain(
      'An actor nobody has named',
    );
    const [marks] = await database('verdict_marks as v')
      .join('marks as m', 'm.id', 'v.mark')
      .where({ kind: 'actor', value: 'north-army', number: verdict?.revision })
      .count({ rows: '*' });
    expect(Number(marks?.rows)).toBe(0);
  });

  it('is no way to change a report: one without a redaction, or by one that the journal does not know, is found', async () => {
    const { incident } = await submitIncident(service, ACCOUNT, smallReport({ notes: 'call 123' }));
    const { id } = incident;
    await redact(id, { pointers: ['/notes'] });
    expect(await differing()).toEqual([]);
    const [row] = await database('incident_versions').where({ incident: id, version: 1 });
    const forged = JSON.stringify({ ...JSON.parse(row.report), notes: 'never said' });
    await tamper(database, 'incident_versions', { incident: id, version: 1 }, { report: forged });
    expect(await differing()).toEqual(['/incident/hash is not the hash of the redacted report']);
    await tamper(database, 'incident_versions', { incident: id, version: 1 }, { report: row.report });
    const [known] = await database('redactions');
    const after = hashOf(JSON.parse(forged));
    await database('redactions').insert({ ...known, number: known.number + 50, before: known.after, after });
    await database('incident_versions')
      .where({ incident: id, version: 1 })
      .update({ report: forged, redacted: known.number + 50 });
    expect(await differing()).toEqual([
      '/columns/redacted is not what it should be',
      '/incident/redactions is in no entry of the journal',
    ]);
  });

  it('leaves the tables append-only: nothing is changed or deleted but by a redaction that is in the record', async () => {
    const id = await tellItEverywhere();
    await redact(id, { pointers: ['/notes'] });
    const [{ number }] = await database('redactions');
    const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(/append-only/);
    for (const table of ['incident_versions', 'verdicts', 'records', 'links', 'link_decisions'])
      for (const redacted of [undefined, number + 1, number]) {
        const changed = redacted === undefined ? {} : { redacted };
        const column =
          table === 'verdicts'
            ? 'summary'
            : table.startsWith('link')
              ? 'because'
              : table === 'records'
                ? 'body'
                : 'report';
        // What this redaction has touched names it already, and what it is not of may not name it.
        const rows =
          table === 'links' || table === 'link_decisions' ? database(table).whereNotNull('redacted') : database(table);
        if ((await rows.clone()).length > 0 && !(table === 'incident_versions' && redacted === number))
          await refused(rows.update({ [column]: '{}', ...changed }));
      }
    await refused(
      database('incident_versions').where({ incident: id, version: 1 }).update({ report: '{}', redacted: number }),
    );
    await refused(
      database('incident_versions')
        .where({ incident: id, version: 1 })
        .update({ hash: 'x', redacted: number + 1 }),
    );
    const later = (await database('redactions').first()) as Record<string, unknown>;
    await database('redactions').insert({ ...later, number: number + 1, pointer: '/place' });
    await refused(
      database('incident_versions')
        .where({ incident: id, version: later.version })
        .update({ hash: 'x', redacted: number + 1 }),
    );
    await refused(
      database('verdicts')
        .where({ incident: id, version: 1 })
        .update({ outcome: 'x', redacted: number + 1 }),
    );
    await refused(
      database('verdicts')
        .where({ incident: id, version: 1 })
        .update({ ended: 1, redacted: number + 1 }),
    );
    const [other] = await database('incidents').where({ report_id: 'r2' });
    await refused(
      database('incident_versions')
        .where({ incident: other.id })
        .update({ report: '{}', redacted: number + 1 }),
    );
    await refused(database('redactions').update({ reason: 'another' }));
    for (const table of [
      'incident_versions',
      'verdicts',
      'records',
      'links',
      'link_decisions',
      'redactions',
      'near_keys',
      'verdict_marks',
      'marks',
      'journal',
    ])
      await refused(database(table).delete());
    await refused(database('marks').update({ value: 'x' }));
    const term = database('marks').where({ kind: 'agreement' }).select('id');
    await refused(database('verdict_marks').whereIn('mark', term).delete());
  });

  it('does not let the text come back because a phone sends again what it sent before', async () => {
    const first = smallReport({ notes: 'call 123' });
    const second = smallReport({ notes: 'call 123 again' });
    const { incident } = await submitIncident(service, ACCOUNT, first);
    const { id } = incident;
    await correctIncident(service, caller, { id, report: second });
    await redact(id, { text: '123' });
    const told = { status: 200, incident: { version: 3 }, warnings: [{ code: 'report-redacted' }] };
    expect(await submitIncident(service, ACCOUNT, first)).toMatchObject(told);
    expect(await submitIncident(service, ACCOUNT, second)).toMatchObject(told);
    expect(await correctIncident(service, caller, { id, report: second })).toMatchObject(told);
    expect(await correctIncident(service, caller, { id, report: first, ifVersion: 1 })).toMatchObject(told);
    expect(JSON.stringify(await versions(id))).not.toContain('123');
    const back = await correctIncident(service, caller, { id, report: smallReport({ notes: 'or 123?' }) });
    expect(back).toMatchObject({
      status: 201,
      incident: { version: 4 },
      warnings: [{ pointer: '/notes', code: 'redacted-before' }],
    });
    expect(await redact(id, { text: '123' })).toMatchObject({ status: 201, incident: { version: 5 } });
    expect(await differing()).toEqual([]);
  });

  it('and a correction at once are both done, one after the other; one that names a version is refused for another', async () => {
    const { incident } = await submitIncident(service, ACCOUNT, smallReport({ notes: 'call 123' }));
    const { id } = incident;
    const elsewhere = redactingService(opened.again());
    const [redacted, corrected] = await Promise.all([
      redact(id, { text: '123' }),
      correctIncident(elsewhere, caller, { id, report: smallReport({ notes: 'call 123', happened: 'confirmed' }) }),
    ]);
    expect([redacted.status, corrected.status]).toEqual([201, 201]);
    await redact(id, { text: '123' });
    expect(JSON.stringify(await versions(id))).not.toContain('123');
    const all = await versions(id);
    expect(all.map(({ version }) => version)).toEqual(all.map((_, index) => index + 1));
    expect(all.at(-1)?.report).toMatchObject({ happened: 'confirmed' });
    expect(await differing()).toEqual([]);
    await expect(redact(id, { pointers: ['/weapon'], ifVersion: 1 })).rejects.toThrow(/is at version/);
  });

  it('is done whole or not at all, whatever fails within it', async () => {
    const id = await tellItEverywhere();
    const before = await snapshot(database);
    const fail = async (table: string, sql: Record<'SQLite' | 'PostgreSQL', string[]>) => {
      for (const each of sql[store.name as 'SQLite']) await database.raw(each);
      await expect(redact(id, { text: NAME })).rejects.toThrow(/cut off/);
      const on = store.name === 'SQLite' ? '' : ` ON ${table}`;
      await database.raw(`DROP TRIGGER cut_off${on}`);
      expect(await snapshot(database)).toEqual(before);
    };
    for (const [table, event] of [
      ['receipts', 'DELETE'],
      ['records', 'UPDATE'],
      ['journal', 'INSERT'],
    ] as const)
      await fail(table, {
        SQLite: [`CREATE TRIGGER cut_off BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'cut off'); END`],
        PostgreSQL: [
          `CREATE OR REPLACE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`,
          `CREATE TRIGGER cut_off BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION cut_off()`,
        ],
      });
    expect(await redact(id, { text: NAME })).toMatchObject({ status: 201 });
  });

  it('of a withdrawn report leaves it withdrawn, and a correction with the old text does not bring it back', async () => {
    const report = smallReport({ notes: 'call 123', event: 'of 123' });
    const { incident } = await submitIncident(service, ACCOUNT, report);
    const { id } = incident;
    await withdrawIncident(service, caller, { id, reason: 'a double of 123' });
    expect(await redact(id, { text: '123' })).toMatchObject({
      status: 201,
      incident: { state: 'withdrawn', version: 3 },
    });
    expect(JSON.stringify(await versions(id))).not.toContain('123');
    expect(await database('incidents').where({ id })).toMatchObject([{ event_key: null }]);
    expect(await correctIncident(service, caller, { id, report })).toMatchObject({
      status: 200,
      incident: { state: 'withdrawn' },
    });
    expect(await differing()).toEqual([]);
    expect(await database('verdicts').where({ incident: id }).whereNull('ended')).toEqual([]);
  });

  it('takes from the versions that are named alone, and leaves what stands as it was where nothing of it goes', async () => {
    const { incident } = await submitIncident(service, ACCOUNT, smallReport({ notes: 'call 123' }));
    const { id } = incident;
    await correctIncident(service, caller, { id, report: smallReport({ notes: 'call 124' }) });
    const { revision } = await redact(id, { pointers: ['/notes'], versions: [1] });
    const all = await versions(id);
    expect(all.map(({ report }) => (report as { notes: string }).notes)).toEqual(['[redacted]', 'call 124']);
    expect(Number((await database('revision').first()).number)).toBe(revision);
    expect(await differing()).toEqual([]);
  });

  it('says of each pointer what is wrong with it, all at once, and of a reason that would keep what goes', async () => {
    const { incident } = await submitIncident(
      service,
      ACCOUNT,
      smallReport({ notes: 'call 123', access: { items: ['food'] } }),
    );
    const { id } = incident;
    const faults = async (asked: Parameters<typeof redact>[1]) =>
      (await redact(id, asked).catch((error: Problem) => error.faults)) as unknown;
    const pointers = [
      'notes',
      '',
      '/reportId',
      '/kind',
      '/access/items/0',
      '/weapon/calibre',
      '/sources/0/url',
      '/notes/x',
    ];
    expect(await faults({ pointers })).toEqual([
      { pointer: '/pointers/0', detail: 'must be a JSON pointer, such as /notes or /sources/0/url', got: 'notes' },
      expect.objectContaining({ pointer: '/pointers/1', allowed: expect.arrayContaining(['/notes', '/place']) }),
      expect.objectContaining({ pointer: '/pointers/2', detail: expect.stringContaining('known again') }),
      expect.objectContaining({ pointer: '/pointers/3', got: '/kind' }),
      expect.objectContaining({ pointer: '/pointers/4', allowed: ['/access/items'] }),
      expect.objectContaining({
        pointer: '/pointers/5',
        allowed: ['/weapon/class', '/weapon/calibreMm'],
        nearest: expect.arrayContaining(['/weapon/calibreMm']),
      }),
      expect.objectContaining({ pointer: '/pointers/6', detail: 'nothing stands there in any of the versions' }),
      expect.objectContaining({ pointer: '/pointers/7', got: '/notes/x' }),
    ]);
    expect(await faults({ pointers: ['/notes'], versions: [7] })).toMatchObject([
      { pointer: '/versions/0', allowed: ['1'] },
    ]);
    expect(await faults({ text: 'x' })).toMatchObject([{ pointer: '/text' }]);
    expect(await faults({ text: 'Call 123', reason: 'to remove call-123' })).toMatchObject([{ pointer: '/reason' }]);
    expect(await faults({ pointers: ['/notes'], reason: 'the number in “call 123”' })).toMatchObject([
      { pointer: '/reason' },
    ]);
    await expect(redact('inc_none', { text: '123' })).rejects.toThrow(/no incident/);
    expect(await database('redactions')).toEqual([]);
    await redact(id, { pointers: ['/notes', '/weapon'] });
    expect(await redact(id, { pointers: ['/notes', '/weapon/class'] })).toMatchObject({ status: 200, redactions: [] });
  });

  it('only says what would go where that is all that is asked', async () => {
    const id = await tellItEverywhere();
    const before = await snapshot(database);
    const { would = [], redactions } = await redact(id, { text: NAME, dryRun: true });
    expect(redactions).toEqual([]);
    expect(new Set(would.map(({ part }) => part))).toEqual(new Set(['report', 'reason', 'record', 'note']));
    expect(would).toContainEqual(expect.objectContaining({ version: 2, pointer: '/notes', is: `of ${NAME}` }));
    expect(await snapshot(database)).toEqual(before);
    const found = [];
    for await (const each of findHolding(database, [NAME])) found.push(each);
    expect(found.filter(({ version }) => version !== undefined)).toHaveLength(4);
    expect(found.filter(({ version }) => version === undefined)).toHaveLength(4);
  });

  it('is known to other processes, whose next verdicts find a name that was taken out and is said again', async () => {
    const elsewhere = redactingService(opened.again());
    const named = (reportId: string) => smallReport({ reportId, candidates: [{ actor: NAME, target: 'south' }] });
    const { incident } = await submitIncident(elsewhere, ACCOUNT, named('r1'));
    await redact(incident.id, { text: NAME });
    expect(await database('marks').where({ value: NAME })).toEqual([]);
    await submitIncident(elsewhere, ACCOUNT, named('r2'));
    expect((await database('marks').where({ value: NAME })).length).toBeGreaterThan(0);
    expect(await differing()).toEqual([]);
  });

  it('leaves what follows from two redactions of one version checked, step by step', async () => {
    const { incident } = await submitIncident(service, ACCOUNT, tellingReport());
    const { id } = incident;
    await redact(id, { pointers: ['/notes'] });
    await redact(id, { pointers: ['/candidates/1', '/facts'] });
    await redact(id, { text: NAME });
    expect(await differing()).toEqual([]);
    expect((await versions(id)).map(({ redactions = [] }) => redactions.length > 0)).toEqual([true, true, true, false]);
    await tamper(database, 'redactions', { pointer: '/notes' }, { after: hashOf(1) });
    expect((await differing()).length).toBeGreaterThan(0);
  });
});

/** All that the database holds. */
async function snapshot(database: Database): Promise<unknown> {
  const tables = [
    'incidents',
    'incident_versions',
    'verdicts',
    'marks',
    'verdict_marks',
    'near_keys',
    'links',
    'link_decisions',
    'records',
    'receipts',
    'redactions',
    'journal',
    'changes',
    'revision',
  ];
  const rows = await Promise.all(
    tables.map(async (table) => (await database(table)).map((row: unknown) => JSON.stringify(row)).sort()),
  );
  return rows;
}
