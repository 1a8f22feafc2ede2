import type { Knex } from 'knex';

/**
 * Keys: who may come in, for whom and for what. The secret itself is nowhere, only its SHA-256. Rows are never taken away:
 * a key that was once used stays known, and that there ever was one shuts the door to those without.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('keys', (table) => {
    table.string('id', 60).primary();
    table.string('reporter', 200).notNullable().references('id').inTable('reporters');
    table.string('name', 200).notNullable().comment('what it is for, in the words of whoever made it');
    table.string('hash', 80).notNullable().unique().comment('SHA-256 of the key');
    table.text('scopes').notNullable().comment('JSON');
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 200).notNullable();
    table.bigInteger('expires_at').comment('from then on it is refused; absent = never');
    table.bigInteger('last_used_at').comment('good to a minute');
    table.bigInteger('revoked_at').comment('from then on it is refused; later than now while it is being rotated');
    table.string('revoked_by', 200);
    table.string('replaced_by', 60).comment('the key that it was rotated into');
    table.index(['reporter']);
  });
  // A monitor's list of its own reports is a walk along them, the newest first.
  await knex.schema.alterTable('incidents', (table) => table.index(['reporter', 'id']));
  const sqlite = String(knex.client.config.client).includes('sqlite');
  await knex.raw(
    sqlite
      ? `CREATE TRIGGER keys_no_delete BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'keys are never deleted'); END`
      : 'CREATE TRIGGER keys_no_delete BEFORE DELETE ON keys FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  );
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: without its keys a service would let everybody in');
}
