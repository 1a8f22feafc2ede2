import type { Knex } from 'knex';
import { outcomesText } from '../../src/domain/outcomes-text.js';
import { readBody } from '../../src/store/verdict-body.js';
import { allowChanges, refuseChanges } from './append-only.js';

const PAGE = 200;

/**
 * All that a count asks of a verdict, in an index of its own: the rows themselves are fat with reasons, and a count looks up
 * every verdict that it may be about. What each reading comes to is part of it, as a short text.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('verdicts', (table) => {
    table.string('outcomes', 700).notNullable().defaultTo('').comment('what each reading leaves possible, in letters');
  });
  await allowChanges(knex, 'verdicts');
  await tellOutcomes(knex);
  await refuseChanges(knex, 'verdicts', 'ended');
  await knex.schema.alterTable('verdicts', (table) => {
    const columns = ['number', 'agreement', 'ended', 'occurred_from', 'occurred_to', 'area', 'outcomes'];
    table.index(columns, 'verdicts_counted');
  });
}

/** The verdicts that were stored before say it themselves. */
async function tellOutcomes(knex: Knex): Promise<void> {
  for (let after = 0; ; ) {
    const rows: { number: number; body: Buffer }[] = await knex('verdicts')
      .where('number', '>', after)
      .orderBy('number')
      .limit(PAGE)
      .select('number', 'body');
    if (rows.length === 0) return;
    for (const { number, body } of rows) {
      await knex('verdicts')
        .where({ number })
        .update({ outcomes: outcomesText(readBody(body).readings) });
      after = Number(number);
    }
  }
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: counts would no longer find what verdicts come to');
}
