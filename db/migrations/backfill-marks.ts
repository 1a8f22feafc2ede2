import type { Knex } from 'knex';
import { areaOf } from '../../src/domain/area.js';
import type { Incident } from '../../src/domain/incident.js';
import { marksOf } from '../../src/engine/marks.js';
import { compileRulebook, type Rulebook } from '../../src/engine/rulebook.js';
import { situationOf } from '../../src/engine/situation.js';
import { readBody } from '../../src/store/verdict-body.js';

const PAGE = 200;

/** Marks the verdicts that were stored before there were marks, from what they say themselves. */
export async function backfillMarks(knex: Knex): Promise<void> {
  const ids = new Map<string, number>();
  const rulebooks = new Map<string, Rulebook>();
  for (let after = 0; ; ) {
    const rows = await knex('verdicts as v')
      .join('incident_versions as i', (on) => on.on('i.incident', 'v.incident').andOn('i.version', 'v.version'))
      .where('v.number', '>', after)
      .orderBy('v.number')
      .limit(PAGE)
      .select('v.number', 'v.body', 'i.report');
    if (rows.length === 0) return;
    for (const row of rows) {
      const number = Number(row.number);
      const judgement = readBody(row.body);
      const incident = JSON.parse(row.report) as Incident;
      const rulebook = rulebooks.get(judgement.rulebook) ?? (await keptRulebook(knex, judgement.rulebook));
      rulebooks.set(judgement.rulebook, rulebook);
      const standing = judgement.readings[judgement.reading]?.standing ?? '';
      await knex('verdicts')
        .where({ number })
        .update({ standing, area: areaOf(incident.place) ?? null });
      for (const { reading, kind, value } of marksOf(judgement, situationOf(incident, rulebook.registry), rulebook)) {
        const key = JSON.stringify([reading, kind, value]);
        let mark = ids.get(key);
        if (mark === undefined) {
          mark = ids.size + 1;
          ids.set(key, mark);
          await knex('marks').insert({ id: mark, reading, kind, value });
        }
        await knex('verdict_marks').insert({ mark, number });
      }
      after = number;
    }
  }
}

async function keptRulebook(knex: Knex, hash: string): Promise<Rulebook> {
  const { source } = await knex('rulebooks').where({ hash }).first('source');
  return compileRulebook(JSON.parse(source), hash);
}
