import { expect } from 'vitest';
import type { Database } from '../../src/store/connect.js';

/**
 * Reads the feed as a follower would and holds the record against it: after each change one verdict of an incident and
 * agreement is current at the most, a verdict names the one it takes the place of, whose end comes next, and what the
 * follower holds at the end is what the record says is current.
 * @param after from here on every number is told; a report that touches no agreement takes one without a change, so it is
 * left out where reports came after
 */
export async function expectSoundFeed(database: Database, after?: number): Promise<void> {
  const rows = await database('changes as c')
    .join('verdicts as v', 'v.id', 'c.verdict_id')
    .orderBy('c.number')
    .select('c.*', 'v.agreement', 'v.ended', 'v.number as made');
  const current = new Map<string, string>();
  const ended = new Map<string, number>();
  for (const { number, type, verdict_id: id, incident, supersedes, agreement, made } of rows) {
    const place = `${incident} ${agreement}`;
    if (type === 'verdict') {
      expect(Number(made)).toBe(Number(number));
      expect([place, current.get(place) ?? null]).toEqual([place, supersedes]);
      if (supersedes !== null) ended.set(supersedes, Number(number));
      current.set(place, id);
    } else if (ended.has(id)) {
      expect([id, Number(number)]).toEqual([id, (ended.get(id) as number) + 1]);
    } else {
      expect([place, current.get(place)]).toEqual([place, id]);
      ended.set(id, Number(number));
      current.delete(place);
    }
  }
  const verdicts = await database('verdicts').select('id', 'ended');
  const inRecord = verdicts.map(({ id, ended: end }) => [id, end === null ? undefined : Number(end)]);
  expect(Object.fromEntries(inRecord)).toEqual(Object.fromEntries(verdicts.map(({ id }) => [id, ended.get(id)])));
  expect(new Set(current.values())).toEqual(
    new Set(verdicts.flatMap(({ id, ended: end }) => (end === null ? [id] : []))),
  );
  if (after === undefined) return;
  const told = rows.map(({ number }) => Number(number)).filter((number) => number > after);
  expect(told).toEqual(told.map((_, index) => after + 1 + index));
}

/** No verdict was superseded twice. */
export async function expectNoneTwice(database: Database): Promise<void> {
  const superseding: string[] = await database('verdicts').whereNotNull('supersedes').pluck('supersedes');
  expect(superseding.length).toBe(new Set(superseding).size);
}
