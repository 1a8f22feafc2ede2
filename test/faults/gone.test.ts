import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { type AddressInfo, connect as connectTo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Running } from '../../src/main.js';
import { connect } from '../../src/store/connect.js';
import { type PostgresServer, startPostgres } from '../helpers/postgres.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { ownFolder, refusal, runOn, send, statusOf, until } from '../helpers/running.js';
import { noSenders, note, reportOf, type Senders } from '../helpers/writers.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** The database goes, and comes back. */

const away = { status: 503, code: 'database-away', again: 2 };

let service: Running;
let senders: Senders;
beforeEach(() => {
  senders = noSenders();
});

async function acknowledged(reportId: string): Promise<void> {
  senders.sent.add(reportId);
  expect(note(senders, reportId, await send(service.address, reportId))).toBe(true);
}

describe('a PostgreSQL server that goes away', () => {
  let server: PostgresServer | undefined;
  let url: string;
  beforeEach(async () => {
    server ??= await startPostgres();
    await server.startAgain();
    url = await server.createDatabase();
    service = await runOn(url);
  });
  afterEach(() => service.stop());
  afterAll(() => server?.stop());

  it.each(['shutDown', 'crash'] as const)(
    '(%s) is told as 503 meanwhile, and used again when it is back',
    async (goes) => {
      await acknowledged('before');
      const waiting = fetch(`${service.address}/v1/changes?after=1&wait=60`);
      const stream = await fetch(`${service.address}/v1/stream?after=1`);
      const heard = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
      await heard?.read();
      await server?.[goes]();

      expect(refusal(await send(service.address, 'meanwhile'))).toEqual(away);
      expect(refusal(await send(service.address, 'meanwhile', { 'idempotency-key': 'once' }))).toEqual(away);
      expect(await statusOf(service.address, '/v1/verdicts')).toBe(503);
      expect(await statusOf(service.address, '/v1/verdicts.csv')).toBe(503);
      const ready = await fetch(`${service.address}/ready`);
      expect([ready.status, await ready.text()]).toEqual([
        503,
        expect.stringContaining('the database does not answer'),
      ]);
      expect(await statusOf(service.address, '/health')).toBe(200);
      const batch = await fetch(`${service.address}/v1/incidents/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: JSON.stringify(reportOf('in-a-batch')),
      });
      expect([batch.status, ((await batch.json()) as { code: string }).code]).toEqual([503, 'database-away']);

      await server?.startAgain();
      await until(async () => (await statusOf(service.address, '/ready')) === 200);
      await acknowledged('meanwhile');
      // Whoever waited for news waited on, and has them.
      expect((await (await waiting).json()) as object).toMatchObject({ revision: 2, items: [{ number: 2 }] });
      let told = '';
      while (!told.includes('"revision":2')) told += (await heard?.read())?.value;
      await heard?.cancel();
      const database = connect(url);
      expect(await expectNothingLost(database, senders)).toMatchObject({ acknowledged: 2, lost: 0, twice: 0 });
      await database.destroy();
    },
  );

  it('that takes what is sent and says nothing is no database either, until it says something', async () => {
    const line = await lineTo(Number(new URL(url).port));
    const other = new URL(url);
    other.port = String(line.port);
    const behind = await runOn(other.href);
    line.hold();
    const ready = await fetch(`${behind.address}/ready`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('the database does not answer')]);
    expect(await statusOf(behind.address, '/health')).toBe(200);
    line.letGo();
    await until(async () => (await statusOf(behind.address, '/ready')) === 200);
    await behind.stop();
    line.close();
  });

  it('that says nothing any more does not keep a process that is told to stop', async () => {
    const line = await lineTo(Number(new URL(url).port));
    const other = new URL(url);
    other.port = String(line.port);
    const behind = await runOn(other.href);
    line.hold();
    await expect(behind.stop()).rejects.toThrow('did not hang up');
    line.letGo();
    line.close();
  });

  it('in the middle of a batch ends it with a last line that says so, and the rest is taken when it is sent again', async () => {
    const reports = Array.from({ length: 60 }, (_, index) => reportOf(`b-${index}`));
    for (const { reportId } of reports) senders.sent.add(reportId);
    const sendAll = (body: string | ReadableStream) =>
      fetch(`${service.address}/v1/incidents/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body,
        duplex: 'half',
      } as RequestInit);
    const text = reports.map((each) => `${JSON.stringify(each)}\n`);
    const half = new TransformStream<string, string>();
    const writer = half.writable.getWriter();
    const answer = sendAll(half.readable.pipeThrough(new TextEncoderStream()));
    await writer.write(text.slice(0, 20).join(''));
    const lines = ((await answer).body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    while (said.split('\n').length < 21) said += (await lines.read()).value;
    await server?.crash();
    await writer.write(text.slice(20).join(''));
    writer.close().catch(() => undefined);
    for (let step = await lines.read(); !step.done; step = await lines.read()) said += step.value;
    const last = JSON.parse(said.trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ problem: { code: 'database-away', status: 503 } });
    expect(last.problem.detail).toMatch(/Send the whole batch again/);

    await server?.startAgain();
    await until(async () => (await statusOf(service.address, '/ready')) === 200);
    const again = (await (await sendAll(text.join(''))).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(again.at(-1)).toMatchObject({ summary: { complete: true, stored: 40, unchanged: 20 } });
    for (const [at, { id }] of again.slice(0, -1).entries())
      senders.acknowledged.set(reports[at]?.reportId ?? '', { id, verdicts: [] });
    const database = connect(url);
    expect(await expectNothingLost(database, senders)).toMatchObject({ acknowledged: 60, lost: 0, twice: 0 });
    await database.destroy();
  });
});

/** A line to a server that can be held: what is sent arrives nowhere, and nothing is closed. */
async function lineTo(port: number) {
  const ends = new Set<Socket>();
  const line = createServer((near) => {
    const far = connectTo(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', (piece) => to.write(piece));
      from.on('close', () => to.destroy());
      from.on('error', () => undefined);
    }
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  return {
    port: (line.address() as AddressInfo).port,
    hold() {
      for (const end of ends) end.pause();
    },
    letGo() {
      for (const end of ends) end.resume();
    },
    close() {
      for (const end of ends) end.destroy();
      line.close();
    },
  };
}

describe('a SQLite file that goes away', () => {
  let place: Awaited<ReturnType<typeof ownFolder>>;
  let file: string;
  beforeEach(async () => {
    place = await ownFolder();
    file = join(place.folder, 'truce.sqlite');
    service = await runOn(`sqlite:${file}`);
    await acknowledged('before');
  });
  afterEach(() => place.remove());

  async function expectAway(): Promise<void> {
    expect(refusal(await send(service.address, 'meanwhile'))).toEqual(away);
    expect(await statusOf(service.address, '/ready')).toBe(503);
    expect(await statusOf(service.address, '/v1/verdicts')).toBe(503);
    expect(await statusOf(service.address, '/health')).toBe(200);
  }
  async function stopAndCount(): Promise<void> {
    await service.stop();
    const database = connect(`sqlite:${file}`);
    await expectNothingLost(database, senders);
    await database.destroy();
  }

  it('is not written to while it is elsewhere, and is used again when it is back', async () => {
    await rename(file, `${file}.elsewhere`);
    await expectAway();
    await rename(`${file}.elsewhere`, file);
    await acknowledged('meanwhile');
    await stopAndCount();
  });

  it('is not taken for another that stands in its place, until the service is started again', async () => {
    await copyFile(file, `${file}.copy`);
    await rm(file);
    await expectAway();
    await rename(`${file}.copy`, file);
    await expectAway();
    await service.stop();
  });

  it('that lost its log under the service acknowledges nothing more, and has everything after a stop', async () => {
    await rm(`${file}-wal`);
    await expectAway();
    await stopAndCount();
    service = await runOn(`sqlite:${file}`);
    await acknowledged('meanwhile');
    await stopAndCount();
  });

  it('in the middle of a report is noticed before the report is acknowledged', async () => {
    const { database } = service.app.context;
    database.on('query', ({ sql }: { sql: string }) => {
      if (sql === 'COMMIT;') renameSync(file, `${file}.elsewhere`);
    });
    expect(refusal(await send(service.address, 'meanwhile'))).toEqual(away);
    database.removeAllListeners('query');
    await rename(`${file}.elsewhere`, file);
    await acknowledged('meanwhile');
    await stopAndCount();
  });
});
