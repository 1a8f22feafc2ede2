import type { Knex } from 'knex';
import { refuseChanges } from './append-only.js';

/**
 * Which rulebook is live is a fact of the database: the row of the revision, locked first by whoever writes, names it, and
 * every change of it is a publication. A database from before has none until the first start of a service on it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('revision', (table) => {
    table.string('rulebook', 80).comment('the hash of the live rulebook; absent until one was published');
  });
  await knex.schema.createTable('publications', (table) => {
    table.bigInteger('number').primary();
    table.string('hash', 80).notNullable().references('hash').inTable('rulebooks');
    table.string('previous', 80).comment('the hash of the rulebook that was live before');
    table.string('kind', 20).notNullable().comment('initial, publish, automatic or rollback');
    table.string('who', 200).notNullable();
    table.text('why').notNullable();
    table.bigInteger('at').notNullable();
    table.text('folder').comment('the folder of rule files it came from, where it came from one');
    table.index(['hash']);
  });
  await refuseChanges(knex, 'publications');
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('publications cannot be undone: they say which rulebook was live when');
}
