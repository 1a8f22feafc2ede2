import type { Knex } from 'knex';

/**
 * All that a count asks of a verdict, in an index of its own: the rows themselves are fat with reasons, and a count looks up
 * every verdict that bears a mark.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('verdicts', (table) => {
    table.index(['number', 'agreement', 'ended', 'occurred_from', 'occurred_to', 'area'], 'verdicts_counted');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('verdicts', (table) => {
    table.dropIndex([], 'verdicts_counted');
  });
}
