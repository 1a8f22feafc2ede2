import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openFilesAllowed } from '../../src/http/connections.js';
import type { Running } from '../../src/main.js';
import { ownFolder, runOn, send, statusOf } from '../helpers/running.js';

// It only ends what hangs, on a machine with much else to do.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** Both ends of every connection are in this process. FAULT_READERS makes it less, where fewer files may be open. */
const READERS = Number(process.env.FAULT_READERS ?? 5000);
const enough = (openFilesAllowed() ?? Number.POSITIVE_INFINITY) > 2 * READERS + 300;
if (!enough) console.warn(`${READERS} readers: not tried, because only ${openFilesAllowed()} files may be open here`);
/** So many connect at a time: the system keeps no longer queue. */
const AT_ONCE = 250;

let place: Awaited<ReturnType<typeof ownFolder>>;
let service: Running;
beforeEach(async () => {
  place = await ownFolder();
  service = await runOn(`sqlite:${place.folder}/truce.sqlite`);
});
afterEach(() => place.remove());

interface Reader {
  readonly socket: Socket;
  heard: string;
  until(text: string): Promise<void>;
}

async function listen(port: number): Promise<Reader> {
  const socket = connect(port, '127.0.0.1');
  const reader: Reader = {
    socket,
    heard: '',
    async until(text) {
      while (!reader.heard.includes(text)) await once(socket, 'data');
    },
  };
  socket.setEncoding('utf8').on('data', (piece: string) => {
    reader.heard += piece;
  });
  await once(socket, 'connect');
  socket.write('GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await reader.until('"revision":0');
  return reader;
}

it.runIf(enough)(
  `${READERS} idle readers cost nobody an answer, all hear of what is new, and all are let go`,
  async () => {
    const port = Number(new URL(service.address).port);
    const readers: Reader[] = [];
    while (readers.length < READERS)
      readers.push(
        ...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, READERS - readers.length) }, () => listen(port)))),
      );
    let asked = 0;
    service.app.context.database.on('query', () => {
      asked += 1;
    });
    expect((await send(service.address, 'r1')).status).toBe(201);
    await Promise.all(readers.map((reader) => reader.until('"revision":1')));
    // One look is for all of them: each looking by itself would have asked thousands of times.
    expect(asked).toBeLessThan(READERS / 2);
    expect(await statusOf(service.address, '/ready')).toBe(200);
    expect(readers.map(({ heard }) => [...heard.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id).join())).toEqual(
      readers.map(() => '0,1'),
    );
    const ended = Promise.all(readers.map(({ socket }) => once(socket, 'end')));
    await Promise.all([ended, service.stop()]);
  },
);
