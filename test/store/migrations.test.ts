import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { judged } from '../../src/actions/prepare-incident.js';
import type { Incident } from '../../src/domain/incident.js';
import { connect, DatabaseUrlError } from '../../src/store/connect.js';
import { listVerdicts } from '../../src/store/list-verdicts.js';
import { isMigrated, migrate, refuseOldTables, tablesState } from '../../src/store/migrate.js';
import { migrations } from '../../src/store/migrations.js';
import { verdictById } from '../../src/store/verdicts.js';
import { compiledProgram } from '../helpers/run-resources.js';
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

  it('six processes that start on one empty database at once share it: one makes the tables, the others wait', async () => {
    const url = await urlOf();
    const ended = await Promise.all(Array.from({ length: 6 }, () => migrating(url)));
    expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(Array(6).fill({ code: 0, err: '' }));
    const made = ended.map(({ out }) => JSON.parse(out) as string[]);
    expect(made.filter((each) => each.length > 0)).toEqual([expect.arrayContaining(['0001-incidents-and-verdicts'])]);
    const database = connect(url);
    expect(await isMigrated(database)).toBe(true);
    expect(await migrate(database)).toEqual([]);
    await database.destroy();
  });

  it('a process that is killed in the middle leaves nothing behind, and the next begins at once', async () => {
    const url = await urlOf();
    const killed = await migrating(url, 'near_keys');
    expect(killed).toMatchObject({ code: null, signal: 'SIGKILL', out: '' });
    const database = connect(url);
    expect(await database.schema.hasTable('incidents')).toBe(false);
    expect(await migrate(database)).toContain('0001-incidents-and-verdicts');
    expect(await isMigrated(database)).toBe(true);
    await database.destroy();
  });

  it('a lock that an earlier version left behind when it was killed keeps nobody out', async () => {
    const database = connect(await urlOf());
    await database.migrate.up({ migrationSource: migrations });
    await database('knex_migrations_lock').update({ is_locked: 1 });
    const made = await migrate(database);
    expect(made).not.toContain('0001-incidents-and-verdicts');
    expect(made).toContain('0002-marks-and-versions');
    await database.destroy();
  });

  it('a database of a newer program is refused with a sentence, by those that only read too, and is not changed', async () => {
    const database = connect(await urlOf());
    await migrate(database);
    await database('knex_migrations').insert({ name: '9999-from-the-future', batch: 2, migration_time: new Date() });
    for (const each of [migrate, refuseOldTables]) {
      await expect(each(database)).rejects.toThrow(DatabaseUrlError);
      await expect(each(database)).rejects.toThrow(/A newer Truce .*9999-from-the-future/);
    }
    expect(await isMigrated(database)).toBe(false);
    await database.destroy();
  });

  it('whoever only looks makes no tables', async () => {
    const database = connect(await urlOf());
    expect((await tablesState(database)).waiting[0]).toBe('0001-incidents-and-verdicts');
    await expect(refuseOldTables(database)).rejects.toThrow(/truce migrate brings them there/);
    expect(await database.schema.hasTable('knex_migrations')).toBe(false);
    await database.destroy();
  });
});

/** A process that migrates. @param deadly it is killed at the first statement that holds this text */
async function migrating(url: string, ...deadly: string[]) {
  const script = join(await compiledProgram(), 'test/helpers/migrating-process.js');
  const child = spawn(process.execPath, [script, url, ...deadly]);
  const said = { out: '', err: '' };
  child.stdout.on('data', (part) => {
    said.out += part;
  });
  child.stderr.on('data', (part) => {
    said.err += part;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, ...said };
}
