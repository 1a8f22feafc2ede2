import type { Knex } from 'knex';
import { foldEventText } from '../../src/domain/event.js';
import { refuseChanges } from './append-only.js';
import { backfillNearKeys } from './backfill-near-keys.js';

/**
 * Reports of one event: by what two reports that are near each other find each other (near_keys), the links between them
 * with what people decided, the event every incident belongs to, and what is said of an event beside the machine's
 * verdicts. Only what `incidents` says of events changes; all else is added and stays.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('incidents', (table) => {
    table.string('event_id', 60).notNullable().defaultTo('').comment('evt_ and the uuid of its earliest report');
    table.string('event_key', 400).comment('the event as its reporter names it, folded; absent = not named');
    table.integer('distinct_event').notNullable().defaultTo(0).comment('1: its source codes each event once');
    table.index(['event_id', 'id']);
    table.index(['event_key']);
  });

  // One integer for a cell and a day, or for a name and a day; the keys of a version, by the number it came with.
  const sqlite = String(knex.client.config.client).includes('sqlite');
  await knex.raw(
    `CREATE TABLE near_keys (near bigint NOT NULL, number bigint NOT NULL, PRIMARY KEY (near, number))${sqlite ? ' WITHOUT ROWID' : ''}`,
  );

  await knex.schema.createTable('links', (table) => {
    table.string('id', 60).primary();
    table.bigInteger('number').notNullable().comment('the revision of the report that made it');
    table.string('earlier', 60).notNullable().references('id').inTable('incidents');
    table.string('later', 60).notNullable().references('id').inTable('incidents');
    table.text('because').notNullable().comment('JSON: what is near, in words');
    table.unique(['earlier', 'later']);
    table.index(['later']);
    table.index(['number']);
  });

  // What stands is the last one; a link without any is suspected.
  await knex.schema.createTable('link_decisions', (table) => {
    table.string('link', 60).notNullable().references('id').inTable('links');
    table.bigInteger('number').notNullable();
    table.string('state', 20).notNullable();
    table.string('author', 200).notNullable().comment('who decided; truce where a correction did');
    table.text('note');
    table.text('because').comment('JSON: what is near now, where a correction made it suspected again');
    table.bigInteger('at').notNullable();
    table.primary(['link', 'number']);
  });

  // Determinations, replies, evidence and its custody: never edited; a mistake is replaced by another record.
  await knex.schema.createTable('records', (table) => {
    table.string('id', 60).primary();
    table.string('type', 20).notNullable();
    table.string('subject', 60).notNullable().comment('the id of an event, an incident or another record');
    table.bigInteger('number').notNullable().unique();
    table.string('author', 200).notNullable();
    table.string('replaces', 60).unique().references('id').inTable('records');
    table.text('body').notNullable().comment('JSON, as it was sent');
    table.string('hash', 80).notNullable().comment('SHA-256 over canonical JSON of type, subject and body');
    table.bigInteger('at').notNullable();
    table.index(['subject', 'type']);
  });

  for (const table of ['near_keys', 'links', 'link_decisions', 'records']) await refuseChanges(knex, table);
  await backfillEvents(knex);
  await backfillNearKeys(knex);
}

/** Every incident gets its event; those whose reporters named the same event share the one of the earliest. */
async function backfillEvents(knex: Knex): Promise<void> {
  await knex.raw(`UPDATE incidents SET event_id = 'evt_' || substr(id, 5)`);
  const named = await knex('incidents as i')
    .join('incident_versions as v', 'v.incident', 'i.id')
    .whereRaw('v.version = i.version')
    .whereNotNull('v.event')
    .orderByRaw('(select w.number from incident_versions w where w.incident = i.id and w.version = 1)')
    .select('i.id', 'i.event_id', 'v.event');
  const events = new Map<string, string>();
  for (const { id, event_id, event } of named) {
    const key = foldEventText(event);
    const first = events.get(key) ?? event_id;
    events.set(key, first);
    await knex('incidents').where({ id }).update({ event_id: first, event_key: key });
  }
}

/** Nothing that was recorded is ever taken away by a migration. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: it would delete decisions, determinations, replies and evidence');
}
