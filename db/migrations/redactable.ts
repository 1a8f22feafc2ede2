import type { Knex } from 'knex';
import { refuseChanges } from './append-only.js';

/**
 * Append-only tables of which a redaction may change a part. An UPDATE is refused unless it touches nothing but the columns
 * that can hold what a report says, and names a redaction that is in the record, and a later one than the row names already.
 * A DELETE is refused unless the row is one that only finds what was redacted.
 */

interface Guard {
  /** The columns that a redaction may change. */
  readonly columns: readonly string[];
  /** A column that may be set one time, from nothing to a value, whoever does it. */
  readonly once?: string;
  /** SQL: which redactions, as r, are of the row OLD. */
  readonly of: string;
}

const GUARDS: Readonly<Record<string, Guard>> = {
  incident_versions: {
    columns: ['report', 'warnings', 'reason', 'added', 'event', 'lon', 'lat'],
    of: `r.incident = OLD.incident AND r.version = OLD.version AND r.part IN ('report', 'reason')`,
  },
  verdicts: {
    columns: ['summary', 'body', 'lon', 'lat', 'area'],
    once: 'ended',
    of: `r.incident = OLD.incident AND r.version = OLD.version AND r.part = 'report'`,
  },
  records: { columns: ['author', 'body'], of: `r.subject = OLD.id AND r.part = 'record'` },
  links: { columns: ['because'], of: 'r.incident IN (OLD.earlier, OLD.later)' },
  link_decisions: {
    columns: ['author', 'note', 'because'],
    of: 'EXISTS (SELECT 1 FROM links l WHERE l.id = OLD.link AND r.incident IN (l.earlier, l.later))',
  },
};

/** Rows by which reports and verdicts are found. They say nothing that the redacted report does not say. */
const FINDERS: Readonly<Record<string, string>> = {
  near_keys: `EXISTS (SELECT 1 FROM incident_versions v JOIN redactions r ON r.incident = v.incident AND r.version = v.version
    WHERE v.number = OLD.number AND r.part = 'report')`,
  verdict_marks: `EXISTS (SELECT 1 FROM verdicts v JOIN redactions r ON r.incident = v.incident AND r.version = v.version
    WHERE v.number = OLD.number AND r.part = 'report')
    AND EXISTS (SELECT 1 FROM marks m WHERE m.id = OLD.mark AND m.kind IN ('party', 'actor', 'target', 'whose', 'whom'))`,
  marks: `OLD.kind IN ('party', 'actor', 'target', 'whose', 'whom')
    AND NOT EXISTS (SELECT 1 FROM verdict_marks w WHERE w.mark = OLD.id) AND EXISTS (SELECT 1 FROM redactions)`,
};

/** The tables of which a redaction may change rows, and those of which it may take rows out. */
export const REDACTABLE: readonly string[] = Object.keys(GUARDS);
export const FOUND_BY: readonly string[] = Object.keys(FINDERS);

/** Puts the guard on a table that has none: one of those above, or any that is append-only throughout. */
export async function guard(knex: Knex, table: string): Promise<void> {
  const redactable = GUARDS[table];
  const finder = FINDERS[table];
  if (redactable !== undefined) await guardRows(knex, table, redactable);
  else if (finder !== undefined) await guardFinder(knex, table, finder);
  else await refuseChanges(knex, table);
}

async function guardRows(knex: Knex, table: string, { columns, once, of }: Guard): Promise<void> {
  const all = Object.keys(await knex(table).columnInfo());
  const free = [...columns, 'redacted', ...(once === undefined ? [] : [once])];
  const differ = (names: readonly string[]) => names.map((name) => `OLD."${name}" ${differs(knex)} NEW."${name}"`);
  const fixed = differ(all.filter((name) => !free.includes(name)));
  const named =
    'NEW.redacted IS NOT NULL AND NEW.redacted > COALESCE(OLD.redacted, 0) AND ' +
    `EXISTS (SELECT 1 FROM redactions r WHERE r.number = NEW.redacted AND (${of}))`;
  const others =
    once === undefined
      ? `NOT (${named})`
      : `(NOT (${named}) AND (${[...differ([...columns, 'redacted']), `OLD."${once}" IS NOT NULL`].join(' OR ')}))`;
  const again = once === undefined ? [] : [`(OLD."${once}" IS NOT NULL AND ${differ([once])[0]})`];
  await refuseWhere(knex, table, 'update', [...fixed, ...again, others].join(' OR '));
  await refuseWhere(knex, table, 'delete', undefined);
}

async function guardFinder(knex: Knex, table: string, allowed: string): Promise<void> {
  await refuseWhere(knex, table, 'update', undefined);
  await refuseWhere(knex, table, 'delete', `NOT (${allowed})`);
}

const isSqlite = (knex: Knex) => String(knex.client.config.client).includes('sqlite');
const differs = (knex: Knex) => (isSqlite(knex) ? 'IS NOT' : 'IS DISTINCT FROM');

/** @param condition SQL over OLD and NEW; always when absent */
async function refuseWhere(knex: Knex, table: string, event: 'update' | 'delete', condition: string | undefined) {
  const trigger = `"${table}_no_${event}"`;
  const before = `BEFORE ${event.toUpperCase()} ON "${table}"`;
  if (isSqlite(knex)) {
    const when = condition === undefined ? '' : ` WHEN (${condition})`;
    await knex.raw(
      `CREATE TRIGGER ${trigger} ${before}${when} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    );
    return;
  }
  // A condition of a trigger of PostgreSQL may not ask other tables, its function may.
  const refusal = `RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;`;
  const body = condition === undefined ? refusal : `IF ${condition} THEN ${refusal} END IF;`;
  const row = event === 'update' ? 'NEW' : 'OLD';
  const name = `refuse_${event}_of_${table}`;
  await knex.raw(
    `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN ${row}; END $$`,
  );
  await knex.raw(`CREATE TRIGGER ${trigger} ${before} FOR EACH ROW EXECUTE FUNCTION ${name}()`);
}
