import { type Database, isSqlite, type Transaction } from './connect.js';
import type { Column } from './table-shapes.js';

/** Rows into any table, from the lines that read-table.ts makes of them. */

const COMMA = 44;
const NEWLINE = 10;
/** Rows of one statement whose values are bound one by one; SQLite allows 32,766 values. */
const BOUND_ROWS = 100;
const BOUND_VALUES = 32_000;

export interface Loaded {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** @param lines whole lines, each a JSON array of the values in the order of the columns */
export async function loadLines(database: Database | Transaction, table: Loaded, lines: Buffer): Promise<void> {
  if (!isSqlite(database)) await insertOnPostgres(database, table, arrayOf(lines));
  // SQLite reads a fraction from JSON not always to its last bit, and knows no base64.
  else if (table.columns.some(({ kind }) => kind === 'real' || kind === 'binary'))
    await insertBound(database, table, JSON.parse(arrayOf(lines)));
  else await insertOnSqlite(database, table, arrayOf(lines));
}

/** No JSON holds a line break but between its parts, so lines with commas between them are an array. */
function arrayOf(lines: Buffer): string {
  const joined = Buffer.from(lines.subarray(0, lines.length - 1));
  for (let at = joined.indexOf(NEWLINE); at >= 0; at = joined.indexOf(NEWLINE, at + 1)) joined[at] = COMMA;
  return `[${joined.toString('utf8')}]`;
}

const into = ({ name, columns }: Loaded) =>
  `INSERT INTO "${name}" (${columns.map((column) => `"${column.name}"`).join(', ')})`;

async function insertOnSqlite(database: Database | Transaction, table: Loaded, array: string): Promise<void> {
  const values = table.columns.map((_, index) => `value ->> ${index}`).join(', ');
  await database.raw(`${into(table)} SELECT ${values} FROM json_each(?)`, [array]);
}

async function insertOnPostgres(database: Database | Transaction, table: Loaded, array: string): Promise<void> {
  const types = { integer: '::bigint', real: '::float8', text: '', boolean: '::boolean' } as const;
  const values = table.columns.map(({ kind }, index) =>
    kind === 'binary' ? `decode(r ->> ${index}, 'base64')` : `(r ->> ${index})${types[kind]}`,
  );
  await database.raw(`${into(table)} SELECT ${values.join(', ')} FROM jsonb_array_elements(?::jsonb) AS r`, [array]);
}

async function insertBound(database: Database | Transaction, table: Loaded, rows: unknown[][]): Promise<void> {
  const { columns } = table;
  const binary = columns.map(({ kind }) => kind === 'binary');
  const most = Math.max(1, Math.min(BOUND_ROWS, Math.floor(BOUND_VALUES / columns.length)));
  const places = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    const bound = some.flatMap((row) =>
      row.map((value, index) => (binary[index] && value !== null ? Buffer.from(String(value), 'base64') : value)),
    );
    await database.raw(`${into(table)} VALUES ${some.map(() => places).join(', ')}`, bound as never[]);
  }
}
