import type { Knex } from 'knex';
import { allowChanges, refuseChanges } from './append-only.js';
import { FOUND_BY, guard, REDACTABLE } from './redactable.js';

/**
 * A person's details can be taken out of what is stored. What was redacted where, by whom, when and why is only added to;
 * the rows it touches name it. What was taken out is kept nowhere, nor any hash of it alone: a name or a number is found by
 * trying (docs/decisions/0016-redaction.md).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('redactions', (table) => {
    table.bigInteger('number').notNullable().comment('the revision that it took');
    table.string('incident', 60).notNullable().references('id').inTable('incidents');
    table.string('part', 20).notNullable().comment('report, reason (of a version), record or note (of a link)');
    table.string('subject', 120).notNullable().comment('the id of the incident, the record or the link');
    table.integer('version').notNullable().comment('0 where it is of no version');
    table.string('pointer', 700).notNullable().comment('into the report as it was sent, or into the record');
    table.string('before', 80).comment('the hash of the whole report or record before it');
    table.string('after', 80).comment('and after it');
    table.string('author', 200).notNullable();
    table.text('reason').notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['number', 'part', 'subject', 'version', 'pointer']);
    table.index(['incident']);
    table.index(['subject']);
  });
  await refuseChanges(knex, 'redactions');

  await knex.schema.alterTable('revision', (table) => {
    table.bigInteger('redacted').notNullable().defaultTo(0).comment('the number of the last redaction');
  });
  for (const name of REDACTABLE) {
    await allowChanges(knex, name);
    await knex.schema.alterTable(name, (table) => {
      table.bigInteger('redacted').comment('the number of the redaction that changed it last; absent = none did');
    });
    await guard(knex, name);
  }
  for (const name of FOUND_BY) {
    await allowChanges(knex, name);
    await guard(knex, name);
  }
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: it would delete what was redacted, when and why');
}
