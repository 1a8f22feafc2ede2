import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackedUp, backUp, LEFT_OUT } from '../src/actions/back-up.js';
import { checkBackup, restore } from '../src/actions/restore.js';
import { submitIncident } from '../src/actions/submit-incident.js';
import { verifyJournal } from '../src/actions/verify-journal.js';
import { recordToVerify, verifyRecord } from '../src/actions/verify-record.js';
import { changesAfter } from '../src/store/changes.js';
import { connect, type Database } from '../src/store/connect.js';
import { isMigrated, makeTables } from '../src/store/migrate.js';
import { currentRevision } from '../src/store/revision.js';
import { tableNames } from '../src/store/table-shapes.js';
import { type PostgresServer, startPostgres } from './helpers/postgres.js';
import { smallReport, smallService } from './helpers/small-record.js';
import { tamper } from './helpers/tamper.js';
import { fillWholeRecord } from './helpers/whole-record.js';

/** A backup of either database comes back in either, whole, also when it was taken while others wrote. */

const folder = mkdtempSync(join(tmpdir(), 'truce-backup-'));
let server: PostgresServer;
let files = 0;
const kinds = {
  SQLite: async () => `sqlite:${join(folder, `${++files}.sqlite`)}`,
  PostgreSQL: () => server.createDatabase(),
} as const;
type Kind = keyof typeof kinds;

/** What a later migration must not add without a backup taking it along: a new name here says that somebody thought of it. */
const TAKEN = [
  ...['causes', 'changes', 'gazetteer_loads', 'gazetteer_names', 'gazetteer_places', 'incident_versions', 'incidents'],
  ...['journal', 'keys', 'link_decisions', 'links', 'marks', 'near_keys', 'publications', 'reassessments', 'records'],
  ...['redactions', 'reporters', 'revision', 'rulebooks', 'verdict_marks', 'verdicts', 'webhook_attempts'],
  ...['webhooks'],
];

interface Taken {
  readonly text: string;
  readonly made: BackedUp;
}
async function taken(database: Database, between: () => Promise<unknown> = async () => undefined): Promise<Taken> {
  let text = '';
  const program = { program: '0.1.0', now: Date.parse('2026-11-29T12:00:00Z') };
  const made = await backUp(database, program, async (lines) => {
    text += lines;
    await between();
  });
  return { text, made };
}
const sourceOf = (text: string) => ({
  file: 'a.truce',
  chunks: (async function* () {
    yield Buffer.from(text);
  })(),
});
const check = (text: string) => checkBackup(sourceOf(text), () => undefined);
async function restored(url: string, { text, made }: Taken, acceptBrokenJournal = false): Promise<Database> {
  const restoring = { who: 'an-operator', now: () => 1_000, acceptBrokenJournal };
  await restore(url, sourceOf(text), made, restoring, () => undefined);
  return connect(url);
}
/** The sum of every table, but of those that a restore adds to. */
const sums = ({ text }: Taken) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"end"'))
    .map((line) => JSON.parse(line))
    // Without a key, its rows come in another order from the other database.
    .filter(({ end }) => !['journal', 'revision', 'gazetteer_names'].includes(end));

const sources = new Map<Kind, { database: Database; backup: Taken; revision: number }>();
beforeAll(async () => {
  server = await startPostgres();
  for (const kind of Object.keys(kinds) as Kind[]) {
    const url = await kinds[kind]();
    const [database, other] = [connect(url), connect(url)];
    await database.migrate.latest({ migrationSource: (await import('../src/store/migrations.js')).migrations });
    await fillWholeRecord(database);
    const revision = await currentRevision(database);
    let posts = 0;
    // Somebody else writes after every piece of the backup.
    const backup = await taken(database, async () => {
      if (posts < 12) await submitIncident(smallService(other), 'late', smallReport({ reportId: `late ${++posts}` }));
    });
    expect(await currentRevision(database)).toBeGreaterThan(revision + 5);
    await other.destroy();
    sources.set(kind, { database, backup, revision });
  }
});
afterAll(async () => {
  for (const { database } of sources.values()) await database.destroy();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const crossings = (Object.keys(kinds) as Kind[]).flatMap((from) =>
  (Object.keys(kinds) as Kind[]).map((to) => [from, to] as const),
);

describe.each(crossings)('a backup of %s restored into %s', (from, to) => {
  it('is the record of one moment, which verifies, is added to and is backed up again', async () => {
    const { database: source, backup, revision } = sources.get(from) as never;
    const database = await restored(await kinds[to](), backup);
    expect(await isMigrated(database)).toBe(true);
    expect(await currentRevision(database)).toBe(revision);
    expect(await changesAfter(database, 0, 1_000)).toEqual(
      (await changesAfter(source, 0, 1_000)).filter(({ number }) => number <= revision),
    );
    const record = await recordToVerify(database);
    let verdicts = 0;
    for await (const { differences, notReplayed } of verifyRecord(database, record, {})) {
      expect([differences, notReplayed]).toEqual([[], undefined]);
      verdicts += 1;
    }
    expect(verdicts).toBe(record.verdicts);
    expect(verdicts).toBeGreaterThan(8);
    const { chain, record: compared } = await verifyJournal(database);
    expect([chain.faults, compared.faults]).toEqual([[], []]);
    const last = await database('journal').orderBy('number', 'desc').first();
    expect(last).toMatchObject({
      who: 'an-operator',
      what: 'record-restored',
      after: (backup as Taken).made.end.sha256,
    });
    const again = await taken(database);
    expect(sums(again)).toEqual(sums(backup));
    // The tables are as the migrations make them: what is only added to stays so, and what must be unique is.
    await expect(database('verdicts').update({ area: 'SY06' })).rejects.toThrow(/append-only/);
    await expect(database('journal').delete()).rejects.toThrow(/append-only/);
    const [incident] = await database('incidents').limit(1);
    await expect(database('incidents').insert({ ...incident, id: 'inc_other' })).rejects.toThrow(/unique/i);
    await expect(
      database('incidents').insert({ ...incident, id: 'inc_o', report_id: 'o', reporter: 'o' }),
    ).rejects.toThrow(/foreign key/i);
    const more = await submitIncident(smallService(database), 'late', smallReport({ reportId: 'late 1' }));
    expect(more.verdicts.length).toBeGreaterThan(0);
    await database.destroy();
  });
});

describe.each(Object.keys(kinds) as Kind[])('a backup of %s', (kind) => {
  const of = () => sources.get(kind) as { database: Database; backup: Taken };

  it('takes every table along, or leaves it out on purpose', async () => {
    const { database, backup } = of();
    const { tables } = backup.made.head;
    expect(tables.map(({ name }) => name).sort()).toEqual(TAKEN);
    // A table that is empty here is a table that no test has seen come back.
    expect(tables.filter(({ rows }) => rows === 0)).toEqual([]);
    const ours = (await tableNames(database)).filter((name) => !name.startsWith('knex_migrations'));
    expect(ours).toEqual([...TAKEN, ...LEFT_OUT.keys()].sort());
  });

  it('is refused where it was cut off, changed or continued, with where, and nothing is made', async () => {
    const { backup } = of();
    const { text } = backup;
    const lines = text.trimEnd().split('\n');
    await expect(check(text)).resolves.toEqual(backup.made);
    const verdictsEnd = lines.findIndex((line) => line.startsWith('{"end":"verdicts"'));
    const refused = [
      ['', /is no backup of Truce/],
      ['{"a":1}\n', /is no backup of Truce/],
      [`${lines.slice(0, -1).join('\n')}\n`, /is cut off/],
      [text.slice(0, -1), /is cut off/],
      [`${lines.slice(0, verdictsEnd - 1).join('\n')}\n`, /is cut off: it ends in verdicts, after \d+ rows/],
      [`${text}[1]\n`, /rows where there should be none/],
      [`${text}{"complete":true}\n`, /goes on after its end/],
      [text.replace('north-army', 'south-army'), /was changed: the sum of \w+ is another/],
      [lines.filter((_, index) => index !== verdictsEnd - 1).join('\n'), /should hold \d+ rows of verdicts and holds/],
      [text.replace('"version":1,', '"version":2,'), /install a newer Truce/],
      [text.replace('"0009-access"', '"0009-excess"'), /newer than this one/],
      [text.replace('"revision":', '"revision":1'), /was changed: its sum is another/],
    ] as const;
    for (const [broken, told] of refused) await expect(check(broken)).rejects.toThrow(told);
    const url = await kinds[kind]();
    // A file that is changed between the check and the load undoes what was loaded.
    const changed = { ...backup, text: text.replace('north-army', 'south-army') };
    await expect(restored(url, changed)).rejects.toThrow(/was changed/);
    const database = await restored(url, backup);
    expect(await currentRevision(database)).toBe(backup.made.head.revision);
    await database.destroy();
  });

  it('is refused by a database that holds anything', async () => {
    const { backup } = of();
    const url = await kinds[kind]();
    const database = connect(url);
    await database.raw('CREATE TABLE something (a integer)');
    await expect(restored(url, backup)).rejects.toThrow(
      kind === 'SQLite' ? /There is a file/ : /is not empty: it has something/,
    );
    expect(await tableNames(database)).toEqual(['something']);
    await database.destroy();
  });

  it('of older tables is brought forward', async () => {
    const old = connect(await kinds[kind]());
    const make = () => makeTables(old as never, 1);
    await (kind === 'SQLite' ? make() : old.transaction((transaction) => makeTables(transaction, 1)));
    await old('reporters').insert({ id: 'local', since: 1 });
    await old('incidents').insert({ id: 'inc_1', reporter: 'local', report_id: 'a', state: 'active', version: 1 });
    const report = JSON.stringify(smallReport());
    const version = {
      incident: 'inc_1',
      version: 1,
      number: 1,
      report,
      hash: 'sha256:a',
      warnings: '[]',
      received_at: 1,
    };
    await old('incident_versions').insert({
      ...version,
      kinds: '|shelling|',
      occurred_from: 1,
      occurred_to: 2,
      event: 'e1',
    });
    await old('revision').update({ number: 1 });
    const backup = await taken(old);
    expect(backup.made.head.migrations).toEqual(['0001-incidents-and-verdicts']);
    for (const to of Object.keys(kinds) as Kind[]) {
      const database = await restored(await kinds[to](), backup);
      expect(await isMigrated(database)).toBe(true);
      expect(await database('incidents').first()).toMatchObject({ id: 'inc_1', event_id: 'evt_1', event_key: 'e1' });
      expect(await database('near_keys').first()).toMatchObject({ number: 1 });
      await database.destroy();
    }
    await old.destroy();
  });

  it('of a record whose journal somebody tampered with comes back only when that is accepted', async () => {
    const { backup } = of();
    const broken = await restored(await kinds[kind](), backup);
    await tamper(broken, 'journal', { number: 4 }, { who: 'nobody' });
    const again = await taken(broken);
    await broken.destroy();
    const url = await kinds[kind]();
    await expect(restored(url, again)).rejects.toThrow(/the entry was changed.*--accept-broken-journal/s);
    const database = await restored(url, again, true);
    expect((await verifyJournal(database)).chain).toMatchObject({ broken: 1, holds: 3 });
    await database.destroy();
  });
});
