import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Running } from '../../src/main.js';
import { connect } from '../../src/store/connect.js';
import { type PostgresServer, startPostgres } from '../helpers/postgres.js';
import { expectNothingLost } from '../helpers/record-checks.js';
import { ownFolder, refusal, runOn, send, statusOf, until } from '../helpers/running.js';
import { noSenders, note, reportOf } from '../helpers/writers.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** A disk that is full: a small one in memory, filled with ballast, which only root may mount. */

const MEGABYTE = 1024 * 1024;

interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free. */
  fill(free: number): void;
  makeRoom(): void;
  remove(): Promise<void>;
}

async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const { folder, remove } = await ownFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  chmodSync(folder, 0o755);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(free) {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free)));
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    async remove() {
      execFileSync('umount', ['-l', folder]);
      await remove();
    },
  };
}

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('disk full: not tried, because a small disk cannot be mounted here');
    return false;
  }
}

describe.runIf(mayMount())('a full disk', () => {
  let disk: SmallDisk;
  let service: Running | undefined;
  let server: PostgresServer | undefined;
  afterEach(async () => {
    await service?.stop();
    await server?.stop();
    server = undefined;
    await disk.remove();
  });

  it('under SQLite is told as 507 again and again, loses nothing, and is over by itself when there is room', async () => {
    disk = await smallDisk(24);
    const url = `sqlite:${join(disk.folder, 'truce.sqlite')}`;
    const running = await runOn(url);
    service = running;
    const senders = noSenders();
    let number = 0;
    for (const free of [600_000, 150_000, 40_000, 0]) {
      // Full at other places each time: in the log, in a commit, in what a key needs.
      disk.fill(free);
      for (let refused = 0; refused < 3; number++) {
        const reportId = `r${number}`;
        senders.sent.add(reportId);
        const headers = number % 2 === 0 ? {} : { 'idempotency-key': reportId };
        const answer = await send(running.address, reportId, headers as Record<string, string>);
        if (note(senders, reportId, answer)) continue;
        expect(refusal(answer)).toEqual({ status: 507, code: 'storage-full', again: 30 });
        refused += 1;
      }
      expect(await statusOf(running.address, '/v1/verdicts')).toBe(200);
      expect(await statusOf(running.address, '/ready')).toBe(200);
      const reports = Array.from({ length: 40 }, (_, index) => reportOf(`batch-${free}-${index}`));
      const batch = await fetch(`${running.address}/v1/incidents/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: reports.map((each) => JSON.stringify(each)).join('\n'),
      });
      const lines = (await batch.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      for (const { reportId } of reports) senders.sent.add(reportId);
      for (const { line, status, id } of lines)
        if (status === 201) senders.acknowledged.set(reports[line - 1]?.reportId ?? '', { id, verdicts: [] });
      const { code } = lines.at(-1).problem ?? lines.at(-1);
      expect(code).toBe('storage-full');
    }
    disk.makeRoom();
    for (const reportId of senders.sent) {
      const answer = await send(running.address, reportId);
      expect(note(senders, reportId, answer), answer.text).toBe(true);
    }
    const database = connect(url);
    expect(await expectNothingLost(database, senders)).toMatchObject({ lost: 0, twice: 0 });
    await database.destroy();
  });

  it('under PostgreSQL is told as 507 or 503, loses nothing, and is over when there is room', async () => {
    disk = await smallDisk(160);
    // Small pieces of its log, so that the disk is met soon; durable as it would be.
    const flags = ['-c', 'fsync=on', '-c', 'wal_recycle=off', '-c', 'max_wal_size=32MB', '-c', 'min_wal_size=32MB'];
    server = await startPostgres({ folder: mkdtempSync(join(disk.folder, 'postgres-')), flags });
    const url = await server.createDatabase();
    const running = await runOn(url);
    service = running;
    const senders = noSenders();
    const acknowledge = async (reportId: string) => {
      senders.sent.add(reportId);
      const answer = await send(running.address, reportId);
      return note(senders, reportId, answer) ? undefined : refusal(answer);
    };
    expect(await acknowledge('before')).toBeUndefined();
    disk.fill(MEGABYTE / 4);
    const refused = new Set<string>();
    for (let number = 0; refused.size === 0; number++) {
      const came = await acknowledge(`r${number}`);
      if (came !== undefined) refused.add(`${came.status} ${came.code}`);
    }
    expect(['507 storage-full', '503 database-away']).toContain([...refused][0]);
    disk.makeRoom();
    // A server that could not write its log has ended, and is started again as its supervisor would.
    await server.startAgain();
    await until(async () => (await statusOf(running.address, '/ready')) === 200);
    for (const reportId of senders.sent) expect(await acknowledge(reportId)).toBeUndefined();
    const database = connect(url);
    expect(await expectNothingLost(database, senders)).toMatchObject({ lost: 0, twice: 0 });
    await database.destroy();
    console.info(
      `a full disk under PostgreSQL: ${[...refused]}, ${senders.acknowledged.size} reports acknowledged, 0 lost`,
    );
  });
});
