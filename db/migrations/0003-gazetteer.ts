import type { Knex } from 'knex';

/**
 * What operators load to give names coordinates. A load is kept for ever, so that what it added to a report can be
 * explained; its places are there as long as no newer load of the same source takes their place.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('gazetteer_loads', (table) => {
    table.integer('id').primary();
    table.string('hash', 80).notNullable().unique().comment('of the file and of how it was read');
    table.string('file_hash', 80).notNullable().comment('of the bytes of the file');
    table.string('source', 200).notNullable();
    table.text('licence');
    table.integer('places').notNullable();
    table.integer('names').notNullable();
    table.text('countries').notNullable().comment('JSON: the codes of the countries');
    table.text('codes').notNullable().comment('JSON: the codes of all areas');
    table.bigInteger('loaded_at').notNullable();
    table.bigInteger('replaced_at').comment('absent = its places are used');
    table.index(['source']);
  });

  await knex.schema.createTable('gazetteer_places', (table) => {
    table.integer('load').notNullable().references('id').inTable('gazetteer_loads');
    table.integer('number').notNullable();
    table.text('name').notNullable();
    table.string('pcode', 60);
    table.double('lon').notNullable();
    table.double('lat').notNullable();
    table.double('radius_km').notNullable();
    table.string('area', 60);
    table.text('codes').notNullable().comment('JSON: of all areas it lies in');
    table.string('country', 60).notNullable();
    table.string('class', 100);
    table.primary(['load', 'number']);
    table.index(['pcode']);
  });

  await knex.schema.createTable('gazetteer_names', (table) => {
    table.integer('load').notNullable();
    table.integer('place').notNullable();
    table.text('name').notNullable();
    table.string('fold', 300).notNullable();
    table.string('skeleton', 300).notNullable().comment('empty = only the whole name is found');
    table.index(['fold']);
    table.index(['skeleton']);
    table.index(['load']);
  });
}

/** A gazetteer is no part of the record, but the loads that explain what was added to it are. */
export async function down(): Promise<void> {
  throw new Error('this migration cannot be undone: loads explain what was added to reports');
}
