import { allowChanges } from '../../db/migrations/append-only.js';
import { guard } from '../../db/migrations/redactable.js';
import type { Database } from '../../src/store/connect.js';

/**
 * Changes stored rows behind the back of the triggers, as somebody with the database in their hands could.
 * @param to the new values; undefined deletes the rows
 */
export async function tamper(
  database: Database,
  table: string,
  where: Record<string, unknown>,
  to: Record<string, unknown> | undefined,
): Promise<void> {
  await allowChanges(database, table);
  const touched =
    to === undefined ? await database(table).where(where).delete() : await database(table).where(where).update(to);
  if (touched === 0) throw new Error(`nothing in ${table} was there to tamper with`);
  await guard(database, table);
}
