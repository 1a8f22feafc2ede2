import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { submitMany } from '../../src/actions/submit-many.js';
import type { Incident } from '../../src/domain/incident.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { migrations } from '../../src/store/migrations.js';
import { report, shippedRulebook } from '../helpers/service.js';
import { emptyPostgres, stopStores } from '../helpers/stores.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-events-'));
afterAll(async () => {
  await stopStores();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['SQLite', async () => `sqlite:${join(folder, 'truce.sqlite')}`],
  ['PostgreSQL', emptyPostgres],
] as const)('migrating on %s', (_name, urlOf) => {
  it('gives the reports of an older database their events, and lets new reports find them', async () => {
    const database = connect(await urlOf());
    await database.migrate.up({ migrationSource: migrations });
    await database('reporters').insert({ id: 'local', since: 1 });
    const old = async (id: string, number: number, event: string | null) => {
      const incident = report({ reportId: id, event }) as Incident;
      const [from, to] = [incident.occurred.from, incident.occurred.to ?? ''].map(Date.parse);
      await database('incidents').insert({
        id: `inc_${id}`,
        reporter: 'local',
        report_id: id,
        state: 'active',
        version: 1,
      });
      await database('incident_versions').insert({
        incident: `inc_${id}`,
        version: 1,
        number,
        report: JSON.stringify(incident),
        hash: `sha256:${id}`,
        warnings: '[]',
        received_at: 1,
        event,
        kinds: '|airstrike|',
        occurred_from: from,
        occurred_to: to,
        lon: 36.602,
        lat: 35.374,
      });
    };
    await old('late', 3, 'The raid');
    await old('first', 1, 'the  RAID');
    await old('alone', 2, null);
    await database('revision').where({ id: 1 }).update({ number: 3 });

    await migrate(database);
    const events = await database('incidents').orderBy('id').select('id', 'event_id', 'event_key');
    expect(events.map(({ event_id, event_key }) => [event_id, event_key])).toEqual([
      ['evt_alone', null],
      ['evt_first', 'the raid'],
      ['evt_first', 'the raid'],
    ]);
    const rulebook = await shippedRulebook();
    const fresh = report({ reportId: 'new', event: null, place: { name: 'كفر زيتا' } }) as Incident;
    const [answer] = await submitMany({ database, now: () => 5 }, rulebook, 'local', [fresh]);
    const links = answer !== undefined && 'incident' in answer ? (answer.incident.possibleDuplicateOf ?? []) : [];
    expect(links.map(({ incident }) => incident).sort()).toEqual(['inc_alone', 'inc_first', 'inc_late']);
    await database.destroy();
  });
});
