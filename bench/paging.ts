import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readVerdicts } from '../src/actions/read-verdicts.js';
import { submitMany } from '../src/actions/submit-many.js';
import { type Incident, incidentSchema } from '../src/domain/incident.js';
import { loadRulebook } from '../src/rulebook/load.js';
import { connect, type Database } from '../src/store/connect.js';
import type { VerdictFilter } from '../src/store/list-verdicts.js';
import { migrate } from '../src/store/migrate.js';

/**
 * A page of verdicts at two sizes of the record, side by side in one run, on SQLite:
 * node --import tsx bench/paging.ts [--most 1000000]
 *
 * The worked cases are judged and stored, then copied with later times until there are enough: the rows, summaries and marks of
 * real verdicts; only the packed reasons are cut short, which lists do not read. Fails when a page is not as long as it should be.
 */
const most = Number(process.argv[process.argv.indexOf('--most') + 1]) || 1_000_000;
const SIZES = [10_000, most] as const;
const ROUNDS = 40;
const PAGE = 100;
const HOUR = 3_600_000;

const loaded = await loadRulebook('rules');
if (!loaded.ok) throw new Error('the rules do not load');
const { rulebook } = loaded;
const folder = mkdtempSync(join(tmpdir(), 'truce-paging-'));

async function recordOf(size: number): Promise<Database> {
  const database = connect(`sqlite:${join(folder, `${size}.sqlite`)}`);
  await migrate(database);
  const { cases } = parse(readFileSync('rules/syria-2016/cases.yaml', 'utf8')) as {
    cases: { id: string; incident: object }[];
  };
  const incidents = cases.map(({ id, incident }): Incident => incidentSchema.parse({ reportId: id, ...incident }));
  await submitMany({ database, now: () => 0 }, rulebook, 'bench', incidents, { distinctEvents: true });
  await copy(database, size);
  return database;
}

/** Copies every verdict with its marks until there are `size`; numbers and times go on. */
async function copy(database: Database, size: number): Promise<void> {
  const [first] = await database('verdicts').count({ rows: '*' }).max({ highest: 'number' });
  const step = Number(first?.highest);
  const copies = Math.ceil(size / Number(first?.rows)) - 1;
  const columns = Object.keys(await database('verdicts').columnInfo());
  const changed: Record<string, string> = {
    number: `number + c.k * ${step}`,
    id: "id || '-' || c.k",
    occurred_from: `occurred_from + c.k * ${HOUR}`,
    occurred_to: `occurred_to + c.k * ${HOUR}`,
    body: 'substr(body, 1, 200)',
  };
  const picked = columns.map((name) => changed[name] ?? `"${name}"`).join(', ');
  const numbers = `WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < ${copies})`;
  await database.raw('PRAGMA synchronous = OFF');
  await database.raw(
    `${numbers} INSERT INTO verdicts (${columns.map((name) => `"${name}"`).join(', ')}) SELECT ${picked} FROM c CROSS JOIN verdicts WHERE number <= ${step}`,
  );
  for (const { id } of await database('marks').orderBy('id').select('id'))
    await database.raw(
      `${numbers} INSERT INTO verdict_marks (mark, number) SELECT mark, number + c.k * ${step} FROM c CROSS JOIN verdict_marks WHERE mark = ${id} AND number <= ${step}`,
    );
  const [last] = await database('verdicts').max({ highest: 'number' });
  await database('revision').update({ number: Number(last?.highest) });
  // A party that fifty verdicts name, however many there are.
  const id = Number((await database('marks').max({ id: 'id' }).first())?.id) + 1;
  await database('marks').insert({ id, reading: '', kind: 'party', value: 'rare-party' });
  const chosen = Array.from({ length: 50 }, (_, index) => Math.floor(((index + 1) * Number(last?.highest)) / 52));
  const there = await database('verdicts').whereIn('number', chosen).pluck('number');
  await database('verdict_marks').insert(there.map((number) => ({ mark: id, number })));
}

type Filter = Omit<VerdictFilter, 'asOf' | 'before' | 'limit'>;
const from = Date.parse('2016-03-12T00:00:00Z');
const questions: readonly (readonly [name: string, filter: Filter, share?: number])[] = [
  ['the first page', {}],
  ['a page in the middle', {}, 0.5],
  ['agreement and outcome', { agreement: 'syria-2016', outcome: 'violation' }],
  ['may be a violation, government', { reading: 'government', mayBe: 'violation' }],
  ['a party many name', { party: 'russia' }],
  ['a party fifty name', { party: 'rare-party' }],
  ['an exception', { exception: 'co-located-with-nusra' }],
  ['a term, one reading', { reading: 'text', term: 'attack-on-opposition' }],
  ['contested', { contested: true }],
  ['a box', { bbox: [36.5, 35, 37, 36] }],
  ['two days, among the oldest', { from, to: from + 48 * HOUR }],
  ['outcome in the box', { outcome: 'violation', bbox: [36.5, 35, 37, 36] }],
];

const databases = [await recordOf(SIZES[0]), await recordOf(SIZES[1])] as const;
const [smaller, larger] = databases;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

async function time(
  database: Database,
  filter: Filter,
  share: number | undefined,
): Promise<{ ms: number; rows: number }> {
  const revision = Number((await database('revision').first('number'))?.number);
  const page = share === undefined ? {} : { before: Math.floor(revision * share) };
  const start = performance.now();
  const { items } = await readVerdicts(
    { database, now: () => 0, rulebook: () => rulebook },
    { ...filter, limit: PAGE, reasons: false },
    page,
  );
  return { ms: performance.now() - start, rows: items.length };
}

console.log(`a page of ${PAGE} verdicts, median of ${ROUNDS} in turns, milliseconds`);
console.log(`${''.padEnd(34)} ${`${SIZES[0]}`.padStart(9)} ${`${SIZES[1]}`.padStart(9)}  ratio`);
for (const [name, filter, share] of questions) {
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b] = [await time(smaller, filter, share), await time(larger, filter, share)];
    if (a.rows === 0 || b.rows < Math.min(a.rows, 45)) throw new Error(`${name}: ${a.rows} and ${b.rows} verdicts`);
    few.push(a.ms);
    many.push(b.ms);
  }
  const [a, b] = [median(few), median(many)];
  console.log(`${name.padEnd(34)} ${a.toFixed(2).padStart(9)} ${b.toFixed(2).padStart(9)}  ${(b / a).toFixed(2)}`);
}
for (const database of databases) await database.destroy();
rmSync(folder, { recursive: true });
