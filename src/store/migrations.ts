import type { Knex } from 'knex';
import * as incidentsAndVerdicts from '../../db/migrations/0001-incidents-and-verdicts.js';
import * as marksAndVersions from '../../db/migrations/0002-marks-and-versions.js';
import * as gazetteer from '../../db/migrations/0003-gazetteer.js';
import * as events from '../../db/migrations/0004-events.js';
import * as receipts from '../../db/migrations/0005-receipts.js';
import * as counting from '../../db/migrations/0006-counting.js';
import * as publications from '../../db/migrations/0007-publications.js';
import * as reassessments from '../../db/migrations/0008-reassessments.js';
import * as access from '../../db/migrations/0009-access.js';
import * as redactions from '../../db/migrations/0010-redactions.js';
import * as webhooks from '../../db/migrations/0011-webhooks.js';

const list: readonly (readonly [name: string, migration: Knex.Migration])[] = [
  ['0001-incidents-and-verdicts', incidentsAndVerdicts],
  ['0002-marks-and-versions', marksAndVersions],
  ['0003-gazetteer', gazetteer],
  ['0004-events', events],
  ['0005-receipts', receipts],
  ['0006-counting', counting],
  ['0007-publications', publications],
  ['0008-reassessments', reassessments],
  ['0009-access', access],
  ['0010-redactions', redactions],
  ['0011-webhooks', webhooks],
];

/** Their names, in order. */
export const migrationNames: readonly string[] = list.map(([name]) => name);

/** The first of them, as they made the tables of a database that is no further. */
export const firstMigrations = (count: number): typeof migrations => ({
  ...migrations,
  getMigrations: async () => list.slice(0, count),
});

/** All migrations in order, as a static list: the same from TypeScript sources and from what is compiled. */
export const migrations: Knex.MigrationSource<(typeof list)[number]> = {
  getMigrations: async () => [...list],
  getMigrationName: ([name]) => name,
  getMigration: async ([, migration]) => migration,
};
