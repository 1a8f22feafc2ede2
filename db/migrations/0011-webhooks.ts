import type { Knex } from 'knex';

/**
 * Where the feed is sent to, how far each has been told, and what came of the last attempts. The rows change and may go;
 * they are no part of the record. Who made, changed or removed a webhook is in the journal.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('webhooks', (table) => {
    table.string('id', 60).primary();
    table.text('url').notNullable();
    table.text('description');
    table.string('agreement', 200).comment('only changes under it; absent = all');
    table.integer('reports').notNullable().comment('1 = told what incidents:read may see');
    table.integer('exact').notNullable().comment('1 = told what locations:exact may see');
    table.string('secret', 120).notNullable().comment('in clear: an HMAC is made with it');
    table.string('old_secret', 120).comment('signs too until old_until');
    table.bigInteger('old_until');
    table.bigInteger('created_at').notNullable();
    table.string('author', 200).notNullable();
    table.bigInteger('disabled_at').comment('absent while it is told of changes');
    table.text('disabled_why');
    table
      .bigInteger('cursor')
      .notNullable()
      .comment('the number of the last change that is told, or was not asked for');
    table.integer('version').notNullable().comment('goes up with every change by a person; whoever sends begins anew');
    table.integer('attempts').notNullable().comment('that failed for the change behind the cursor');
    table.bigInteger('next_at').comment('not to be tried before');
    table.text('last_error').comment('of the attempt that failed last for the change behind the cursor');
    table.bigInteger('sent').notNullable().comment('attempts so far; the last one has this number');
    table.bigInteger('delivered').notNullable();
    table.bigInteger('failed').notNullable();
    table.string('holder', 60).comment('the process that sends');
    table.bigInteger('leased_until').comment('whoever sends is given up after that');
  });

  await knex.schema.createTable('webhook_attempts', (table) => {
    table.string('webhook', 60).notNullable();
    table.bigInteger('number').notNullable().comment('from 1, of this webhook');
    table.string('kind', 20).notNullable().comment('feed, replay or test');
    table.bigInteger('change').comment('the change that was told; absent in a test');
    table.string('message', 120).notNullable().comment('the webhook-id that was sent');
    table.integer('attempt').notNullable().comment('the first is 1');
    table.bigInteger('at').notNullable();
    table.integer('duration_ms').notNullable();
    table.integer('delivered').notNullable();
    table.integer('status').comment('of the answer; absent where none came');
    table.text('error');
    table.bigInteger('next_at').comment('when it is tried again; absent where it is not');
    table.primary(['webhook', 'number']);
  });
}

/** Takes what is configured and no part of the record. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('webhook_attempts');
  await knex.schema.dropTable('webhooks');
}
