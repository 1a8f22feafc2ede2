import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Running } from '../../src/main.js';
import { connect, type Database } from '../../src/store/connect.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { ownFolder, refusal, runOn, send, statusOf } from '../helpers/running.js';
import { noSenders, note } from '../helpers/writers.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** Another process holds the SQLite file to write to it, and sits there. */

let place: Awaited<ReturnType<typeof ownFolder>>;
let service: Running;
let other: Database;
beforeEach(async () => {
  place = await ownFolder();
  const url = `sqlite:${place.folder}/truce.sqlite`;
  service = await runOn(url);
  other = connect(url);
});
afterEach(async () => {
  await service.stop();
  await other.destroy();
  await place.remove();
});

it('keeps writers waiting for no longer than they bear, and those who read not at all; then all goes on', async () => {
  const senders = noSenders();
  const { address } = service;
  const acknowledge = async (reportId: string) => {
    senders.sent.add(reportId);
    expect(note(senders, reportId, await send(address, reportId))).toBe(true);
  };
  await acknowledge('before');
  await other.raw('BEGIN IMMEDIATE');

  const busy = { status: 503, code: 'database-busy', again: 2 };
  const writing = Array.from({ length: 12 }, (_, index) =>
    send(address, `held-${index}`, index % 2 === 0 ? {} : { 'idempotency-key': `key-${index}` }),
  );
  // Whoever reads is answered while the writers wait, each of whom has the connection again and again.
  for (let asked = 0; asked < 5; asked++) expect(await statusOf(address, '/v1/verdicts')).toBe(200);
  expect(await statusOf(address, '/ready')).toBe(200);
  expect((await Promise.all(writing)).map(refusal)).toEqual(writing.map(() => busy));

  const patient = acknowledge('patient');
  await other.raw('ROLLBACK');
  await patient;
  for (let index = 0; index < 12; index++) await acknowledge(`held-${index}`);
  expect(await expectNothingLost(other, senders)).toMatchObject({ acknowledged: 14, lost: 0, twice: 0 });
});
