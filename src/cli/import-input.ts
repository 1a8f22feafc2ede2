import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../domain/problem.js';

/** What an import reads: a file or standard input, unpacked on the way where it is gzip. */

export interface Input {
  /** The bytes in order; each is read once, and only when it is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** In bytes, packed as it is; 0 where nobody knows. */
  readonly size: number;
  /** How many of them have been read. */
  bytesRead(): number;
  close(): void;
}

/**
 * @param file a path, or - for standard input
 * @throws Problem where there is no such file; while reading, where it is no whole gzip
 */
export async function openInput(file: string): Promise<Input> {
  if (file !== '-') {
    const size = await sizeOf(file);
    const stream = createReadStream(file);
    const close = () => void stream.destroy();
    return { chunks: unpacked(stream, file), size, bytesRead: () => stream.bytesRead, close };
  }
  let read = 0;
  const counted = async function* () {
    for await (const chunk of process.stdin) {
      read += chunk.length;
      yield chunk as Uint8Array;
    }
  };
  return { chunks: unpacked(counted(), 'standard input'), size: 0, bytesRead: () => read, close: () => undefined };
}

/** What begins as gzip does is unpacked, whatever it is called. */
async function* unpacked(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let done = false;
  while (head.length < 2 && !done) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else head = Buffer.concat([head, next.value]);
  }
  const all = rejoined(head, iterator);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  const gunzip = createGunzip();
  // What goes wrong on either side ends the iteration below, which tells of it.
  pipeline(Readable.from(all), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new Problem('bad-request', `${name} is no whole gzip: ${(error as Error).message}`);
  }
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new Problem('bad-request', `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new Problem('bad-request', `${file} is not a file`);
}
