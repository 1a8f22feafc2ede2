import type { Database } from '../src/store/connect.js';

/** The rows that writing transactions insert, as the driver is told them, so that they can be written again by bare knex. */

/** Rows of one table. */
export interface RowsOf {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
/** All rows of one transaction, table by table, in the order in which they were written. */
export type TransactionRows = readonly RowsOf[];

interface QueryEvent {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
  readonly __knexTxId?: string;
}

const INSERT = /^insert into [`"](\w+)[`"] \(([^)]*)\)/;

/**
 * Listens to a database from now on.
 * @returns how to stop, with the rows of each transaction that inserted any
 */
export function recordRows(database: Database): () => TransactionRows[] {
  const transactions = new Map<string, Map<string, Record<string, unknown>[]>>();
  /** Rows that are inserted only where they are not there yet. */
  const once = new Set<string>();
  const listen = ({ sql, bindings = [], __knexTxId: id }: QueryEvent) => {
    const [, table, list] = INSERT.exec(sql) ?? [];
    if (table === undefined || list === undefined || id === undefined) return;
    const columns = list.split(',').map((column) => column.trim().slice(1, -1));
    if (bindings.length % columns.length !== 0) throw new Error(`rows of ${table} cannot be told apart: ${sql}`);
    if (sql.includes(' on conflict ')) {
      const key = JSON.stringify([table, bindings[0]]);
      if (once.has(key)) return;
      once.add(key);
    }
    const tables = transactions.get(id) ?? new Map<string, Record<string, unknown>[]>();
    transactions.set(id, tables);
    const rows = tables.get(table) ?? [];
    tables.set(table, rows);
    for (let start = 0; start < bindings.length; start += columns.length)
      rows.push(Object.fromEntries(columns.map((column, index) => [column, bindings[start + index]])));
  };
  database.on('query', listen);
  return () => {
    database.removeListener('query', listen);
    return [...transactions.values()].map((tables) => [...tables].map(([table, rows]) => ({ table, rows })));
  };
}

/** As many rows a statement as Truce's own inserts: SQLite allows 500 parts of a compound and 32,766 values. */
const AT_ONCE = 100;

/** Writes recorded rows: a transaction for each that was recorded, with inserts and nothing else in it. */
export async function writeRows(database: Database, transactions: readonly TransactionRows[]): Promise<void> {
  for (const tables of transactions)
    await database.transaction(async (transaction) => {
      for (const { table, rows } of tables)
        for (let start = 0; start < rows.length; start += AT_ONCE)
          await transaction(table).insert(rows.slice(start, start + AT_ONCE));
    });
}
