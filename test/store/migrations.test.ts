import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { judged } from '../../src/actions/prepare-incident.js';
import type { Incident } from '../../src/domain/incident.js';
import { connect } from '../../src/store/connect.js';
import { listVerdicts } from '../../src/store/list-verdicts.js';
import { isMigrated, migrate } from '../../src/store/migrate.js';
import { migrations } from '../../src/store/migrations.js';
import { verdictById } from '../../src/store/verdicts.js';
import { report, shippedRulebook } from '../helpers/service.js';
import { emptyPostgres, stopStores } from '../helpers/stores.js';

const folder = mkdtempSync(join(tmpdir(), 'truce-migrations-'));
let files = 0;
afterAll(async () => {
  await stopStores();
  rmSync(folder, { recursive: true, force: true });
});
const urls = [
  ['SQLite', async () => `sqlite:${join(folder, `${++files}.sqlite`)}`],
  ['PostgreSQL', emptyPostgres],
] as const;

describe.each(urls)('migrating on %s', (_name, urlOf) => {
  it('a database of the first version keeps its verdicts, and finds them by their marks', async () => {
    const database = connect(await urlOf());
    await database.migrate.up({ migrationSource: migrations });
    const rulebook = await shippedRulebook();
    const incident = report({ place: { name: 'Kafr Zita', lon: 36.602, lat: 35.374, radiusKm: 2, pcode: 'SY05' } });
    const [judgement] = judged(incident as Incident, rulebook).verdicts;
    await database('reporters').insert({ id: 'local', since: 1 });
    await database('rulebooks').insert({ hash: rulebook.hash, source: JSON.stringify(rulebook.source), first_seen: 1 });
    await database('incidents').insert({ id: 'inc_1', reporter: 'local', report_id: 'a', state: 'active', version: 1 });
    const times = { occurred_from: 5, occurred_to: 6 };
    await database('incident_versions').insert({
      incident: 'inc_1',
      version: 1,
      number: 1,
      report: JSON.stringify(incident),
      hash: 'sha256:a',
      warnings: '[]',
      received_at: 1,
      kinds: '|airstrike|',
      ...times,
    });
    await database('verdicts').insert({
      number: 1,
      id: 'ver_1',
      incident: 'inc_1',
      version: 1,
      agreement: 'syria-2016',
      rulebook: rulebook.hash,
      semantics: 1,
      reading: 'text',
      outcome: judgement?.outcome,
      contested: 1,
      judged_at: 1,
      summary: JSON.stringify({ id: 'ver_1' }),
      body: deflateSync(JSON.stringify(judgement)),
      ...times,
    });
    await database('revision').where({ id: 1 }).update({ number: 1 });

    await migrate(database);
    expect(await isMigrated(database)).toBe(true);
    expect(await verdictById(database, 'ver_1')).toMatchObject({ ...judgement, id: 'ver_1' });
    const ids = async (filter: object) =>
      (await listVerdicts(database, { asOf: 9, limit: 10, ...filter })).map(({ id }) => id);
    expect(await ids({ outcome: 'violation', party: 'russia', agreement: 'syria-2016' })).toEqual(['ver_1']);
    expect(await ids({ outcome: 'exempt' })).toEqual([]);
    expect(await database('verdicts').first('standing', 'area')).toEqual({ standing: 'likely', area: 'SY05' });
    await expect(database('verdicts').update({ area: 'SY06' })).rejects.toThrow(/append-only/);
    await database.destroy();
  });

  it('several processes may start on one empty database at once', async () => {
    const url = await urlOf();
    const databases = Array.from({ length: 4 }, () => connect(url));
    await Promise.all(databases.map(migrate));
    for (const database of databases) {
      expect(await isMigrated(database)).toBe(true);
      await database.destroy();
    }
  });
});
