import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { verifyJournal } from '../../src/actions/verify-journal.js';
import { NAME, redactingService, standsInBytes, tellingReport, whereItStands } from '../helpers/redacting.js';
import { caller, type RedactionBench, reason, redactionOn } from '../helpers/redaction-bench.js';
import { ACCOUNT, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

describe.each(stores)('Redaction on $name', (store) => {
  let opened: OpenedStore;
  let database: RedactionBench['database'];
  let service: RedactionBench['service'];
  let differing: RedactionBench['differing'];
  let redact: RedactionBench['redact'];
  let tellItEverywhere: RedactionBench['tellItEverywhere'];
  let versions: RedactionBench['versions'];
  beforeEach(async () => {
    opened = await store.open();
    ({ database, service, differing, redact, tellItEverywhere, versions } = redactionOn(opened));
  });
  afterEach(() => opened.close());

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
});
