import { expect } from 'vitest';
import { verifyJournal } from '../../src/actions/verify-journal.js';
import { verifyRecord } from '../../src/actions/verify-record.js';
import type { Database } from '../../src/store/connect.js';
import { currentRevision } from '../../src/store/revision.js';
import { expectNoneTwice, expectSoundFeed } from './feed-checks.js';
import type { Senders } from './writers.js';

/**
 * Whatever happened to the processes: what was acknowledged is there once, as it was acknowledged; nothing is there by half.
 * @returns how many reports were acknowledged, and how many of those are lost or there twice
 */
export async function expectNothingLost(
  database: Database,
  { acknowledged, sent }: Senders,
): Promise<{ acknowledged: number; lost: number; twice: number }> {
  const incidents = await database('incidents').select('id', 'report_id', 'version');
  const byReport = new Map<string, string[]>();
  for (const { id, report_id: reportId } of incidents) byReport.set(reportId, [...(byReport.get(reportId) ?? []), id]);
  const lost = [...acknowledged].filter(([reportId, { id }]) => !byReport.get(reportId)?.includes(id));
  const twice = [...byReport].filter(([, ids]) => ids.length > 1);
  expect({ lost, twice }).toEqual({ lost: [], twice: [] });
  expect([...byReport.keys()].filter((reportId) => !sent.has(reportId))).toEqual([]);

  const stored = new Map<string, string>(
    (await database('verdicts').select('id', 'incident')).map((row) => [row.id, row.incident]),
  );
  for (const { id, verdicts } of acknowledged.values())
    expect(verdicts.map((verdict) => stored.get(verdict))).toEqual(verdicts.map(() => id));
  await expectWhole(database);
  return { acknowledged: acknowledged.size, lost: lost.length, twice: twice.length };
}

/** Every incident has its versions, each version its journal entry, the last what stands by it; feed and journal are unbroken. */
async function expectWhole(database: Database): Promise<void> {
  const versions = await database('incident_versions')
    .select('incident', 'version', 'hash')
    .orderBy(['incident', 'version']);
  const incidents = await database('incidents').select('id', 'version', 'state').orderBy('id');
  const journal = await database('journal').select('subject', 'what', 'after').whereLike('what', 'incident-%');
  expect(incidents.map(({ id, version }) => [id, Number(version)])).toEqual(
    incidents.map(({ id }) => [id, versions.filter(({ incident }) => incident === id).length]),
  );
  const said = new Set(journal.map(({ subject, after }) => `${subject} ${after}`));
  expect(versions.filter(({ incident, hash }) => !said.has(`${incident} ${hash}`))).toEqual([]);
  expect(journal.length).toBe(versions.length);
  const standing = new Set(await database('verdicts').whereNull('ended').distinct('incident').pluck('incident'));
  expect(incidents.filter(({ id, state }) => state === 'active' && !standing.has(id))).toEqual([]);
  const { chain, record } = await verifyJournal(database);
  expect([chain.faults, record.faults]).toEqual([[], []]);
  await expectSoundFeed(database, 0);
  await expectNoneTwice(database);
  for await (const { verdictId, notReplayed, differences } of verifyRecord(
    database,
    { asOf: await currentRevision(database), verdicts: 0 },
    {},
  ))
    expect({ verdictId, notReplayed, differences }).toEqual({ verdictId, differences: [] });
}
