import type { Knex } from 'knex';
import { allowChanges, refuseChanges } from './append-only.js';
import { backfillMarks } from './backfill-marks.js';

/**
 * What verdicts are found and counted by becomes an index of whole numbers: `marks` says once what is marked, and
 * `verdict_marks` holds two integers a row, in the order in which pages are read. Versions learn what became of the report,
 * why, and what Truce added to it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('incident_versions', (table) => {
    table.string('state', 20).notNullable().defaultTo('active');
    table.text('reason').comment('why it was corrected or withdrawn');
    table.text('added').comment('JSON: what Truce added before judging, such as coordinates; absent = nothing');
  });

  await knex.schema.alterTable('verdicts', (table) => {
    table.string('standing', 20).notNullable().defaultTo('');
    table.string('area', 60).comment('the code of the first-level area, such as SY05; absent = not known');
    table.index(['ended']);
    table.index(['outcome', 'number']);
    table.dropIndex(['agreement', 'outcome']);
    table.dropIndex(['occurred_from']);
    table.index(['occurred_from', 'occurred_to']);
    table.index(['lat', 'lon']);
  });
  await allowChanges(knex, 'verdicts');

  await knex.schema.createTable('marks', (table) => {
    table.integer('id').primary();
    table.string('reading', 100).notNullable().comment('empty: of the verdict as a whole');
    table.string('kind', 20).notNullable();
    table.string('value', 700).notNullable();
    table.unique(['kind', 'value', 'reading']);
  });
  await knex.schema.renameTable('verdict_marks', 'old_verdict_marks');
  // One index is the whole table: a page with a filter is a walk along one mark, the newest first.
  const sqlite = String(knex.client.config.client).includes('sqlite');
  await knex.raw(
    `CREATE TABLE verdict_marks (mark integer NOT NULL, number bigint NOT NULL, PRIMARY KEY (mark, number))${sqlite ? ' WITHOUT ROWID' : ''}`,
  );
  await backfillMarks(knex);
  await knex.schema.dropTable('old_verdict_marks');
  await knex.schema.dropTable('verdict_readings');
  await refuseChanges(knex, 'verdict_marks');
  await refuseChanges(knex, 'marks');
  await refuseChanges(knex, 'verdicts', 'ended');
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: verdicts that came since are marked its way only');
}
