import type { Knex } from 'knex';

/**
 * Receipts: what was answered under an Idempotency-Key, so that a request that is sent again gets the same answer. They
 * are no part of the record: a day after the answer they may go.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('receipts', (table) => {
    table.string('caller', 200).notNullable();
    table.string('key', 200).notNullable();
    table.string('request', 80).notNullable().comment('hash of method, address and body');
    table.string('holder', 60).notNullable().comment('who runs it or ran it');
    table.bigInteger('leased_until').notNullable().comment('whoever runs it is given up after that');
    table.bigInteger('expires').notNullable();
    table.integer('status').comment('absent while it runs');
    table.text('location');
    table.binary('body').comment('the answer, deflated JSON');
    table.primary(['caller', 'key']);
    table.index(['expires']);
  });
}

/** Takes no more than what keeps repeated requests from being answered anew. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('receipts');
}
