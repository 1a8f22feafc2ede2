import { type Database, isSqlite, type Transaction } from './connect.js';

/**
 * What tables there are and what they are made of, as the database itself says: a table that a migration adds is known
 * without anybody listing it.
 */

/** What a column holds, the same on both databases. */
export const COLUMN_KINDS = ['integer', 'real', 'text', 'binary', 'boolean'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}
export interface TableShape {
  readonly name: string;
  /** In the order of their names, which is the same on both databases. */
  readonly columns: readonly Column[];
  /** The columns of the primary key; none where the table has no such key. */
  readonly key: readonly string[];
  /** The tables it refers to, but for itself. */
  readonly refersTo: readonly string[];
}

/** Made by knex for its own use, and made again by migrating. */
const OF_MIGRATING = ['knex_migrations', 'knex_migrations_lock'];

/** All tables but those of migrating, each behind those it refers to. */
export async function tableShapes(database: Database | Transaction): Promise<TableShape[]> {
  const names = (await tableNames(database)).filter((name) => !OF_MIGRATING.includes(name));
  const shapes: TableShape[] = [];
  for (const name of names) shapes.push(await (isSqlite(database) ? shapeOnSqlite : shapeOnPostgres)(database, name));
  return inOrder(shapes);
}

/** All tables, in order of their names. */
export async function tableNames(database: Database | Transaction): Promise<string[]> {
  const names: string[] = isSqlite(database)
    ? await database('sqlite_master')
        .where({ type: 'table' })
        .whereRaw("name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        .pluck('name')
    : await database('information_schema.tables')
        .whereRaw("table_schema = current_schema() AND table_type = 'BASE TABLE'")
        .pluck('table_name');
  return names.sort();
}

async function shapeOnSqlite(database: Database | Transaction, name: string): Promise<TableShape> {
  const columns: { name: string; type: string; pk: number }[] = await database.raw(
    'SELECT * FROM pragma_table_info(?)',
    [name],
  );
  const foreign: { table: string }[] = await database.raw('SELECT "table" FROM pragma_foreign_key_list(?)', [name]);
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return shapeOf(
    name,
    columns,
    keys.map((column) => column.name),
    foreign.map(({ table }) => table),
  );
}

async function shapeOnPostgres(database: Database | Transaction, name: string): Promise<TableShape> {
  const rows = async (sql: string) => (await database.raw(sql, [name])).rows;
  const mine = "c.conrelid = (quote_ident(current_schema()) || '.' || quote_ident(?))::regclass";
  const columns = await rows(
    'SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?',
  );
  const keys = await rows(
    `SELECT a.attname AS name FROM pg_constraint c CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (number, place) ` +
      `JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number WHERE c.contype = 'p' AND ${mine} ORDER BY k.place`,
  );
  const foreign = await rows(
    `SELECT r.relname AS name FROM pg_constraint c JOIN pg_class r ON r.oid = c.confrelid WHERE c.contype = 'f' AND ${mine}`,
  );
  const nameOf = (row: { name: string }) => row.name;
  return shapeOf(name, columns, keys.map(nameOf), foreign.map(nameOf));
}

function shapeOf(
  name: string,
  columns: readonly { readonly name: string; readonly type: string }[],
  key: readonly string[],
  foreign: readonly string[],
): TableShape {
  return {
    name,
    columns: columns
      .map((column) => ({ name: column.name, kind: kindOf(name, column) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    key,
    refersTo: [...new Set(foreign)].filter((other) => other !== name).sort(),
  };
}

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^bool/, 'boolean'],
  [/int/, 'integer'],
  [/char|text/, 'text'],
  [/double|float|real/, 'real'],
  [/blob|bytea/, 'binary'],
];

/** @throws Error for a type that neither database is known to give back as it was put in */
function kindOf(table: string, { name, type }: { readonly name: string; readonly type: string }): ColumnKind {
  const [, kind] = kinds.find(([pattern]) => pattern.test(type.toLowerCase())) ?? [];
  if (kind === undefined) throw new Error(`${table}.${name} is of the type ${type}, which cannot be backed up`);
  return kind;
}

function inOrder(shapes: readonly TableShape[]): TableShape[] {
  const placed: TableShape[] = [];
  const known = new Set<string>();
  for (let left = [...shapes]; left.length > 0; ) {
    const next = left.find(({ refersTo }) => refersTo.every((other) => known.has(other)));
    if (next === undefined)
      throw new Error(`${left.map(({ name }) => name).join(', ')} refer to each other in a circle`);
    placed.push(next);
    known.add(next.name);
    left = left.filter((shape) => shape !== next);
  }
  return placed;
}
