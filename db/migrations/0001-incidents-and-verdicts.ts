import type { Knex } from 'knex';
import { refuseChanges } from './append-only.js';

/**
 * The first tables. Identifiers are made by the application. Times are whole milliseconds since 1970 in UTC. Truths are
 * 0 and 1. Texts of JSON are text, so that they come back byte for byte. Portable to PostgreSQL but for the triggers.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('reporters', (table) => {
    table.string('id', 200).primary();
    table.bigInteger('since').notNullable();
  });

  await knex.schema.createTable('rulebooks', (table) => {
    table.string('hash', 80).primary();
    table.text('source').notNullable().comment('the whole parsed rulebook as JSON');
    table.bigInteger('first_seen').notNullable();
  });

  // A reader finds the state here; what was said stands in incident_versions.
  await knex.schema.createTable('incidents', (table) => {
    table.string('id', 60).primary();
    table.string('reporter', 200).notNullable().references('id').inTable('reporters');
    table.string('report_id', 200).notNullable();
    table.string('state', 20).notNullable();
    table.integer('version').notNullable().comment('the current one');
    table.unique(['reporter', 'report_id']);
    table.index(['report_id']);
  });

  await knex.schema.createTable('incident_versions', (table) => {
    table.string('incident', 60).notNullable().references('id').inTable('incidents');
    table.integer('version').notNullable();
    table.bigInteger('number').notNullable().comment('the revision that it came with');
    table.text('report').notNullable().comment('as it was sent');
    table.string('hash', 80).notNullable();
    table.text('warnings').notNullable();
    table.bigInteger('received_at').notNullable();
    table.string('event', 200);
    table.text('kinds').notNullable().comment('|airstrike|shelling|');
    table.bigInteger('occurred_from').notNullable();
    table.bigInteger('occurred_to').notNullable();
    table.double('lon');
    table.double('lat');
    table.primary(['incident', 'version']);
    table.index(['event']);
    table.index(['occurred_from']);
    table.index(['number']);
  });

  await knex.schema.createTable('verdicts', (table) => {
    table.bigInteger('number').primary().comment('the number of the change that made it');
    table.string('id', 60).notNullable().unique();
    table.string('incident', 60).notNullable();
    table.integer('version').notNullable();
    table.string('agreement', 100).notNullable();
    table.string('rulebook', 80).notNullable().references('hash').inTable('rulebooks');
    table.integer('semantics').notNullable();
    table.string('reading', 100).notNullable().comment('the headline reading');
    table.string('outcome', 20).notNullable();
    table.integer('contested').notNullable();
    table.bigInteger('ended').comment('the number of the change that superseded or withdrew it; absent = current');
    table.string('supersedes', 60);
    table.bigInteger('occurred_from').notNullable();
    table.bigInteger('occurred_to').notNullable();
    table.double('lon');
    table.double('lat');
    table.bigInteger('judged_at').notNullable();
    table.text('summary').notNullable().comment('what lists show, as JSON');
    table.binary('body').notNullable().comment('the judgement, deflated JSON');
    table.foreign(['incident', 'version']).references(['incident', 'version']).inTable('incident_versions');
    table.index(['incident', 'version']);
    table.index(['agreement', 'outcome']);
    table.index(['occurred_from']);
  });

  await knex.schema.createTable('verdict_readings', (table) => {
    table.bigInteger('number').notNullable().references('number').inTable('verdicts');
    table.string('reading', 100).notNullable();
    table.string('outcome', 20).notNullable();
    table.integer('possible').notNullable().comment('one bit for each outcome, in the order of OUTCOMES');
    table.string('standing', 20).notNullable();
    table.primary(['number', 'reading']);
    table.index(['reading', 'outcome']);
  });

  // What a verdict can be found by: groups that acted or were struck (reading empty), terms and exceptions of a reading.
  await knex.schema.createTable('verdict_marks', (table) => {
    table.bigInteger('number').notNullable().references('number').inTable('verdicts');
    table.string('reading', 100).notNullable();
    table.string('kind', 20).notNullable();
    table.string('value', 200).notNullable();
    table.primary(['number', 'reading', 'kind', 'value']);
    table.index(['kind', 'value']);
  });

  await knex.schema.createTable('changes', (table) => {
    table.bigInteger('number').primary();
    table.string('type', 20).notNullable();
    table.string('verdict_id', 60).notNullable();
    table.string('incident', 60).notNullable();
    table.string('supersedes', 60);
    table.bigInteger('at').notNullable();
  });

  await knex.schema.createTable('journal', (table) => {
    table.bigInteger('number').primary();
    table.bigInteger('at').notNullable();
    table.string('who', 200).notNullable();
    table.string('what', 60).notNullable();
    table.string('subject', 200).notNullable();
    table.string('before', 80);
    table.string('after', 80);
    table.string('previous', 80).notNullable();
    table.string('hash', 80).notNullable();
    table.index(['subject']);
  });

  // One row. Its lock is taken first in every writing transaction, so numbers are given out in the order of commits.
  await knex.schema.createTable('revision', (table) => {
    table.integer('id').primary();
    table.bigInteger('number').notNullable();
    table.bigInteger('journal_number').notNullable();
    table.string('journal_hash', 80).notNullable();
  });
  await knex('revision').insert({ id: 1, number: 0, journal_number: 0, journal_hash: 'sha256:' });

  for (const table of ['incident_versions', 'verdict_readings', 'verdict_marks', 'changes', 'journal', 'rulebooks'])
    await refuseChanges(knex, table);
  await refuseChanges(knex, 'verdicts', 'ended');
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('the first migration cannot be undone: it would delete the record');
}
