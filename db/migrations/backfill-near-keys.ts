import type { Knex } from 'knex';
import { makeRegistry } from '../../src/domain/group.js';
import { filedUnder } from '../../src/engine/near-keys.js';
import { sightingOf } from '../../src/engine/sighting.js';

const AT_ONCE = 200;
/** A report is filed by time and place alone, so no group needs to be known. */
const nobody = makeRegistry([]);

/** Files the reports that are already there, so that those to come are compared with them. */
export async function backfillNearKeys(knex: Knex): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await knex('incident_versions')
      .where('number', '>', after)
      .orderBy('number')
      .limit(AT_ONCE)
      .select('number', 'report', 'added');
    const keys = rows.flatMap(({ number, report, added }) => {
      const sighting = sightingOf(JSON.parse(report), added === null ? null : JSON.parse(added), nobody);
      return filedUnder(sighting).map((near) => ({ near, number }));
    });
    for (let start = 0; start < keys.length; start += AT_ONCE)
      await knex('near_keys').insert(keys.slice(start, start + AT_ONCE));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last.number);
  }
}
