import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { hashOf } from '../../src/engine/hash.js';
import { type RedactionBench, redactionOn } from '../helpers/redaction-bench.js';
import { ACCOUNT, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { tamper } from '../helpers/tamper.js';

afterAll(stopStores);

describe.each(stores)('Redaction on $name', ({ open }) => {
  let opened: OpenedStore;
  let database: RedactionBench['database'];
  let service: RedactionBench['service'];
  let differing: RedactionBench['differing'];
  let redact: RedactionBench['redact'];
  let tellItEverywhere: RedactionBench['tellItEverywhere'];
  beforeEach(async () => {
    opened = await open();
    ({ database, service, differing, redact, tellItEverywhere } = redactionOn(opened));
  });
  afterEach(() => opened.close());

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
});
