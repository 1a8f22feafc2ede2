import { type Database, isSqlite, type Transaction } from './connect.js';

/**
 * Everything that is read in the work is of one moment, whatever others commit meanwhile. Nobody is held up by it: on SQLite
 * the write-ahead log grows until it is over, on PostgreSQL dead rows stay. It may take as long as it takes.
 * @param work reads only
 */
export async function readSnapshot<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  if (isSqlite(database)) return database.transaction(work);
  return database.transaction(
    async (transaction) => {
      // Between two questions the reader may be busy with what it read, such as writing it to a slow disk.
      await transaction.raw("SET LOCAL idle_in_transaction_session_timeout = '0'");
      return work(transaction);
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}
