import { isSqlite, type Transaction } from './connect.js';
import type { Column, TableShape } from './table-shapes.js';

/** The rows of any table, as lines of JSON that say the same on both databases. */

/** Rows that are read at a time: few where they are fat with reasons, many where they are two numbers. */
const FEW = 200;
const MANY = 5_000;

/** A number that a double does not hold, or bytes where text should be: it would not come back as it was. */
export class UnreadableValue extends Error {}

/**
 * Reads a table in the order of its key, in pages. Texts are ordered by their bytes, so that the order is the same everywhere.
 * @returns each time some rows, as lines: a JSON array of the values in the order of the columns, bytes as base64
 */
export async function* readTable(
  transaction: Transaction,
  shape: TableShape,
): AsyncGenerator<{ readonly lines: string; readonly rows: number }> {
  const fat = shape.columns.some(({ kind, name }) => kind === 'binary' || FAT.includes(name));
  const pages = (isSqlite(transaction) ? pagesOnSqlite : pagesOnPostgres)(transaction, shape, fat ? FEW : MANY);
  for await (const rows of pages)
    yield { lines: rows.map((row) => `${lineOf(row, shape)}\n`).join(''), rows: rows.length };
}
/** Columns whose texts may be long. */
const FAT = ['report', 'body', 'source', 'note'];

type Row = Record<string, unknown>;

/** A table without a key is read in the order in which its rows came. */
async function* pagesOnSqlite(transaction: Transaction, { name, key }: TableShape, limit: number) {
  const order = key.length > 0 ? key : ['rowid'];
  const columns = order.map((column) => `"${column}"`).join(', ');
  const select = key.length > 0 ? '*' : 'rowid, *';
  const places = order.map(() => '?').join(', ');
  for (let last: Row | undefined; ; ) {
    const before = last;
    const beyond = before === undefined ? '' : `WHERE (${columns}) > (${places})`;
    const bound = before === undefined ? [] : order.map((column) => before[column]);
    const rows: Row[] = await transaction.raw(
      `SELECT ${select} FROM "${name}" ${beyond} ORDER BY ${columns} LIMIT ${limit}`,
      bound as never[],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    last = rows.at(-1);
  }
}

async function* pagesOnPostgres(transaction: Transaction, { name, key, columns }: TableShape, limit: number) {
  const order = columns.length > 0 && key.length === 0 ? columns.map((column) => column.name) : key;
  const ordered = order.map((column) => {
    const text = columns.some((each) => each.name === column && each.kind === 'text');
    return `"${column}"${text ? ' COLLATE "C"' : ''}`;
  });
  await transaction.raw(
    `DECLARE backed_up NO SCROLL CURSOR FOR SELECT * FROM "${name}" ORDER BY ${ordered.join(', ')}`,
  );
  for (;;) {
    const { rows }: { rows: Row[] } = await transaction.raw(`FETCH ${limit} FROM backed_up`);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) break;
  }
  await transaction.raw('CLOSE backed_up');
}

const lineOf = (row: Row, { name, columns }: TableShape) =>
  JSON.stringify(columns.map((column) => storedValue(row[column.name], column, name)));

/** @throws UnreadableValue naming the column */
function storedValue(value: unknown, { name, kind }: Column, table: string): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'binary' && Buffer.isBuffer(value)) return value.toString('base64');
  if (kind === 'boolean' && [0, 1, true, false].includes(value as number)) return value === 1 || value === true;
  if (kind === 'text' && typeof value === 'string') return value;
  if (kind === 'real' && typeof value === 'number' && Number.isFinite(value)) return value;
  if (kind === 'integer' && Number.isSafeInteger(Number(value)) && typeof value !== 'boolean') return Number(value);
  throw new UnreadableValue(`${table}.${name} holds what is no ${kind}: ${String(value).slice(0, 100)}`);
}
