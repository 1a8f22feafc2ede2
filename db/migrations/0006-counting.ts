import type { Knex } from 'knex';

/**
 * What every count reads of a verdict, in an index of its own: the rows themselves are fat with reasons, and a count reads
 * all of them. Measured on a million verdicts in SQLite, selecting them takes 0.6 s with it and 8.8 s without.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('verdicts', (table) => {
    table.index(['agreement', 'number', 'ended', 'occurred_from', 'occurred_to', 'area'], 'verdicts_counted');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('verdicts', (table) => {
    table.dropIndex([], 'verdicts_counted');
  });
}
