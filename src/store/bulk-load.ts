import { type Database, isSqlite, type Transaction } from './connect.js';
import { tableShapes } from './table-shapes.js';

/** New tables are filled fast when their indexes are made, and what refers to what is checked, once they are full. */

export interface Suspended {
  /** Makes again what was taken away. @throws where a row refers to one that is not there, or a unique value is there twice */
  resume(): Promise<void>;
}

/** Takes the rows away that migrations put into new tables, and the indexes and references for as long as rows come in. */
export async function suspendIndexes(database: Database | Transaction): Promise<Suspended> {
  for (const { name } of (await tableShapes(database)).reverse())
    if ((await database(name).first()) !== undefined) await database(name).delete();
  return isSqlite(database) ? suspendOnSqlite(database) : suspendOnPostgres(database);
}

async function suspendOnSqlite(database: Database | Transaction): Promise<Suspended> {
  const indexes: { name: string; sql: string }[] = await database('sqlite_master')
    .where({ type: 'index' })
    .whereNotNull('sql')
    .select('name', 'sql');
  for (const { name } of indexes) await database.raw(`DROP INDEX "${name}"`);
  return {
    async resume() {
      for (const { sql } of indexes) await database.raw(sql);
      const [dangling] = await database.raw('PRAGMA foreign_key_check');
      if (dangling !== undefined)
        throw new Error(`a row of ${dangling.table} refers to one of ${dangling.parent} that is not there`);
    },
  };
}

async function suspendOnPostgres(database: Database | Transaction): Promise<Suspended> {
  const rows = async (sql: string): Promise<{ table: string; name: string; sql: string }[]> =>
    (await database.raw(sql)).rows;
  const references = await rows(
    `SELECT c.conrelid::regclass::text AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS sql FROM pg_constraint c ` +
      `JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = current_schema()`,
  );
  const indexes = await rows(
    `SELECT t.relname AS table, i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS sql FROM pg_index i ` +
      `JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace ` +
      `WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
  );
  for (const { table, name } of references) await database.raw(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const { name } of indexes) await database.raw(`DROP INDEX ${name}`);
  return {
    async resume() {
      for (const { sql } of indexes) await database.raw(sql);
      for (const { table, name, sql } of references)
        await database.raw(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${sql}`);
      await database.raw('ANALYZE');
    },
  };
}
