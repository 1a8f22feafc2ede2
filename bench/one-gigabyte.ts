import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { readJsonArray } from '../src/intake/read-json-array.js';
import { readNdjson } from '../src/intake/read-ndjson.js';

/**
 * Shows that a gigabyte of reports is taken with a memory that does not grow with it. Nothing is read from a file: the
 * reports are made while they are sent.
 *
 *   node --import tsx bench/one-gigabyte.ts reports   readNdjson over 1 GB of valid reports of 45 KB
 *   node --import tsx bench/one-gigabyte.ts array     readJsonArray over the same
 *   node --import tsx bench/one-gigabyte.ts lines     readNdjson over 1 GB of lines of 450 bytes that are no reports
 *   node --import tsx bench/one-gigabyte.ts http      the reports as one batch over loopback into SQLite; needs npm run build
 *
 * Each prints the peak of resident memory (of `http` the server's own, from /proc), so each wants a process of its own.
 */

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;
/** How much is written at once. */
const PIECE = 64 * 1024;

const padding = (length: number, seed: number) => {
  const word = `${(seed * 2_654_435_761) % 4_294_967_296}-`;
  return word.repeat(Math.ceil(length / word.length)).slice(0, length);
};

/** A valid report of about 45 KB, different for each number: long notes, and many sources with long addresses. */
function report(number: number): string {
  const day = String(1 + (number % 28)).padStart(2, '0');
  return JSON.stringify({
    reportId: `gigabyte-${number}`,
    occurred: { from: `2016-03-${day}T11:15:00+02:00`, to: `2016-03-${day}T11:45:00+02:00` },
    place: { name: 'Kafr Zita', lon: 36.6 + (number % 100) / 1000, lat: 35.374, radiusKm: 2 },
    kind: 'airstrike',
    happened: 'likely',
    candidates: [{ actor: 'russian-aerospace-forces', target: 'jaish-al-islam', grade: 'likely' }],
    sources: Array.from({ length: 18 }, (_, source) => ({
      name: `source ${source}`,
      url: `https://example.org/${padding(1900, number * 20 + source)}`,
    })),
    notes: padding(9_900, number),
  });
}

async function* reports(separator: string): AsyncGenerator<Buffer> {
  let sent = 0;
  for (let number = 0; sent < GIGABYTE; number += 1) {
    const bytes = Buffer.from(`${number === 0 ? '' : separator}${report(number)}`);
    sent += bytes.length;
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
  }
}

async function* array(): AsyncGenerator<Buffer> {
  yield Buffer.from('[');
  yield* reports(',\n');
  yield Buffer.from(']');
}

async function* lines(): AsyncGenerator<Buffer> {
  let sent = 0;
  for (let number = 0; sent < GIGABYTE; ) {
    let text = '';
    while (text.length < PIECE)
      text += `{"reportId":"short-${number++}","kind":"shelling","notes":"${'x'.repeat(390)}"}\n`;
    const bytes = Buffer.from(text);
    sent += bytes.length;
    yield bytes;
  }
}

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

async function readerOnly(name: string, items: AsyncIterable<object>): Promise<void> {
  const begun = performance.now();
  let [good, bad] = [0, 0];
  for await (const item of items) {
    if ('incident' in item) good += 1;
    else bad += 1;
  }
  const peak = (process.resourceUsage().maxRSS * 1024) / MEGABYTE;
  console.log(`${name}: 1 GB, ${good} reports, ${bad} refused, ${seconds(begun)} s, peak ${peak.toFixed(0)} MB`);
}

/** The peak of a process's resident memory, in MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function overHttp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-gigabyte-'));
  const database = join(folder, 'truce.sqlite');
  const truce = fileURLToPath(new URL('../bin/truce.js', import.meta.url));
  const settings = ['TRUCE_PORT=0', 'TRUCE_LOG=error', `TRUCE_DATABASE_URL=sqlite:${database}`];
  // env becomes the server, so its process number is the server's.
  const server = spawn('env', [...settings, process.execPath, truce, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [said] = (await once(server.stdout, 'data')) as [Buffer];
    const address = /(http:\/\/[\d.:]+)/.exec(said.toString())?.[1];
    if (address === undefined) throw new Error(`the server said ${said}`);
    const pid = server.pid as number;
    console.log(`http: the server is ready with ${(await peakOf(pid)).toFixed(0)} MB`);
    const begun = performance.now();
    const sending = httpRequest(`${address}/v1/incidents/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const sent = pipeline(Readable.from(reports('\n'), { objectMode: false, highWaterMark: PIECE }), sending);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    let [count, last] = [0, ''];
    for await (const line of createInterface({ input: answer })) {
      [count, last] = [count + 1, line];
      if (count % 2000 === 0)
        console.log(`http: ${count} answered, ${seconds(begun)} s, server ${(await peakOf(pid)).toFixed(0)} MB`);
    }
    await sent;
    console.log(`http: ${count - 1} lines and ${last}`);
    const { size } = await stat(database);
    console.log(
      `http: 1 GB, ${seconds(begun)} s, server's peak ${(await peakOf(pid)).toFixed(0)} MB, client's peak ` +
        `${((process.resourceUsage().maxRSS * 1024) / MEGABYTE).toFixed(0)} MB, database ${(size / MEGABYTE).toFixed(0)} MB`,
    );
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

const modes: Readonly<Record<string, () => Promise<void>>> = {
  reports: () => readerOnly('readNdjson, reports', readNdjson(reports('\n'))),
  array: () => readerOnly('readJsonArray, reports', readJsonArray(array())),
  lines: () => readerOnly('readNdjson, short lines', readNdjson(lines())),
  http: overHttp,
};
const mode = modes[process.argv[2] ?? ''];
if (mode === undefined) throw new Error(`say one of ${Object.keys(modes).join(', ')}`);
await mode();
