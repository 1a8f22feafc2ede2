import type { Transaction } from './connect.js';

/** A hundred rows a statement: SQLite allows 500 parts of a compound and 32,766 values. */
const AT_ONCE = 100;

/** Inserts any number of rows into a table. */
export async function insertRows(transaction: Transaction, table: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE)
    await transaction(table).insert(rows.slice(start, start + AT_ONCE));
}
