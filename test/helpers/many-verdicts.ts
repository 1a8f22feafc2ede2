import type { Database } from '../../src/store/connect.js';
import { insertRows } from '../../src/store/insert-rows.js';
import { write } from '../../src/store/revision.js';

/** Many verdicts at little cost: copies of a stored one, each with an id and a number of its own and all its marks. */
export async function copyVerdict(database: Database, id: string, count: number): Promise<void> {
  await write(database, async (transaction, revision) => {
    const row = await transaction('verdicts').where({ id }).first();
    const marks = await transaction('verdict_marks').where({ number: row.number });
    const copies = revision.take(count).map((number) => {
      const copy = `${id}-${number}`;
      const summary = JSON.stringify({ ...JSON.parse(row.summary), id: copy, revision: number });
      return { ...row, id: copy, number, summary };
    });
    await insertRows(transaction, 'verdicts', copies);
    const marked = copies.flatMap(({ number }) => marks.map((each) => ({ ...each, number })));
    await insertRows(transaction, 'verdict_marks', marked);
  });
}
