import type { Knex } from 'knex';
import { refuseChanges } from './append-only.js';

/**
 * What a publish leaves to be judged again, how far that is, and why a verdict took the place of another. The rows of
 * `reassessments` change while they are worked on; they are no part of the record, and what they bring about is in it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('reassessments', (table) => {
    table.string('id', 60).primary();
    table.integer('number').notNullable().unique().comment('in the order of plans');
    table.text('from_hashes').notNullable().comment('JSON: the rulebooks that what stands was judged by or held under');
    table.string('to_hash', 80).notNullable().comment('the rulebook that went live');
    table.integer('semantics').notNullable();
    table.string('state', 20).notNullable();
    table.bigInteger('cursor').notNullable().comment('the number of the last incident version gone through');
    table.bigInteger('up_to').notNullable().comment('what came after was judged by the rulebook that went live');
    for (const count of ['looked', 'judged', 'superseded', 'added', 'ended', 'flipped', 'possible_flipped'])
      table.bigInteger(count).notNullable().defaultTo(0);
    table.string('author', 200).notNullable().comment('who published');
    table.bigInteger('planned_at').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at').comment('also of one that a later plan took over');
    table.string('superseded_by', 60);
    table.string('holder', 60).comment('the process that works on it');
    table.bigInteger('leased_until').comment('whoever works on it is given up after that');
    table.index(['state']);
  });

  // Few sets of rule changes turn many verdicts, so each set is kept once.
  await knex.schema.createTable('causes', (table) => {
    table.integer('id').primary();
    table.string('hash', 80).notNullable().unique();
    table.text('because').notNullable().comment('JSON: the rule changes');
  });
  await refuseChanges(knex, 'causes');
  await knex.schema.alterTable('changes', (table) => {
    table.integer('cause').comment('the rule changes that made it; absent = a report did');
  });
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: it would delete why verdicts were superseded');
}
