import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { withdrawIncident } from '../../src/actions/withdraw-incident.js';
import { redactingService } from '../helpers/redacting.js';
import { caller, type RedactionBench, redactionOn } from '../helpers/redaction-bench.js';
import { ACCOUNT, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

describe.each(stores)('Redaction on $name', ({ open }) => {
  let opened: OpenedStore;
  let database: RedactionBench['database'];
  let service: RedactionBench['service'];
  let differing: RedactionBench['differing'];
  let redact: RedactionBench['redact'];
  let versions: RedactionBench['versions'];
  beforeEach(async () => {
    opened = await open();
    ({ database, service, differing, redact, versions } = redactionOn(opened));
  });
  afterEach(() => opened.close());

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
});
