import type { Knex } from 'knex';

/**
 * Makes a table append-only: the database itself refuses UPDATE and DELETE.
 * @param once a column that may be set one time, from nothing to a value
 */
export async function refuseChanges(knex: Knex, table: string, once?: string): Promise<void> {
  const columns = Object.keys(await knex(table).columnInfo());
  const fixed = columns.filter((column) => column !== once);
  const sqlite = String(knex.client.config.client).includes('sqlite');
  // Only what really differs is refused: setting `once` leaves every other column as it was.
  const differs = (same: string) =>
    once === undefined
      ? ''
      : ` WHEN (${[...fixed.map((column) => `OLD."${column}" ${same} NEW."${column}"`), `OLD."${once}" IS NOT NULL`].join(' OR ')})`;
  if (sqlite) {
    const refuse = `BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`;
    await knex.raw(`CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}"${differs('IS NOT')} ${refuse}`);
    await knex.raw(`CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}" ${refuse}`);
    return;
  }
  await knex.raw(
    `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
  );
  const run = 'EXECUTE FUNCTION refuse_change()';
  await knex.raw(
    `CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}" FOR EACH ROW${differs('IS DISTINCT FROM')} ${run}`,
  );
  await knex.raw(`CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}" FOR EACH ROW ${run}`);
}

/** Lifts what refuseChanges did, for a migration that puts it back at its end. */
export async function allowChanges(knex: Knex, table: string): Promise<void> {
  const on = String(knex.client.config.client).includes('sqlite') ? '' : ` ON "${table}"`;
  await knex.raw(`DROP TRIGGER "${table}_no_update"${on}`);
  await knex.raw(`DROP TRIGGER "${table}_no_delete"${on}`);
}
