import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findHolding } from '../../src/actions/find-incidents-holding.js';
import { submitIncident } from '../../src/actions/submit-incident.js';
import type { Problem } from '../../src/domain/problem.js';
import type { Database } from '../../src/store/connect.js';
import { NAME } from '../helpers/redacting.js';
import { type RedactionBench, redactionOn } from '../helpers/redaction-bench.js';
import { ACCOUNT, smallReport } from '../helpers/small-record.js';
import { type OpenedStore, stopStores, stores } from '../helpers/stores.js';

afterAll(stopStores);

describe.each(stores)('Redaction on $name', (store) => {
  let opened: OpenedStore;
  let database: RedactionBench['database'];
  let service: RedactionBench['service'];
  let redact: RedactionBench['redact'];
  let tellItEverywhere: RedactionBench['tellItEverywhere'];
  beforeEach(async () => {
    opened = await store.open();
    ({ database, service, redact, tellItEverywhere } = redactionOn(opened));
  });
  afterEach(() => opened.close());

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
