import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctIncident } from '../../src/actions/correct-incident.js';
import { exportVerdict } from '../../src/actions/export-verdict.js';
import { readIncident } from '../../src/actions/read-incidents.js';
import { readVerdictProse } from '../../src/actions/read-verdicts.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import { verifyFile } from '../../src/actions/verify-file.js';
import { whyNotVerdict } from '../../src/actions/why-not.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { WHOLE_VIEW } from '../../src/domain/shown-view.js';
import { hashOf } from '../../src/engine/hash.js';
import { english } from '../helpers/languages.js';
import { NAME, tellingReport } from '../helpers/redacting.js';
import { caller, type RedactionBench, reason, redactionOn } from '../helpers/redaction-bench.js';
import { ACCOUNT, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';
import { tamper } from '../helpers/tamper.js';

afterAll(stopStores);

describe.each(stores)('Redaction on $name', ({ open }) => {
  let opened: OpenedStore;
  let database: RedactionBench['database'];
  let service: RedactionBench['service'];
  let checked: RedactionBench['checked'];
  let differing: RedactionBench['differing'];
  let redact: RedactionBench['redact'];
  let versions: RedactionBench['versions'];
  beforeEach(async () => {
    opened = await open();
    ({ database, service, checked, differing, redact, versions } = redactionOn(opened));
  });
  afterEach(() => opened.close());

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
