import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from '../domain/problem.js';

/** What a packed body may expand to. */
export interface UnpackLimits {
  /** The most bytes it unpacks to. */
  readonly bytes: number;
  /** The most bytes that one packed byte may stand for, counted over the whole body once it is past the first megabyte. */
  readonly ratio: number;
}

/** Below so many bytes a ratio says nothing: a megabyte of blanks is no bomb. */
const SMALL = 1024 * 1024;

/**
 * Unpacks gzip while it arrives.
 * @throws Problem `too-large` when it expands to more than it may, `not-gzip` when it is damaged, cut short or no gzip
 */
export async function* gunzipped(packed: AsyncIterable<Uint8Array>, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  let [taken, given] = [0, 0];
  const counted = async function* () {
    for await (const chunk of packed) {
      taken += chunk.length;
      yield chunk;
    }
  };
  // What goes wrong on the way in ends the unpacking, and is met below.
  pipeline(counted(), gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      given += chunk.length;
      if (given > limits.bytes) throw tooLarge(`more than ${limits.bytes} bytes`);
      if (given > SMALL && given > taken * limits.ratio) throw tooLarge(`more than ${limits.ratio} times its size`);
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? damaged(error) : error;
  } finally {
    gunzip.destroy();
  }
}

const tooLarge = (what: string) =>
  new Problem('too-large', `The gzip body expands to ${what}, the most that is taken; send it in several parts.`);

const damaged = ({ message }: Error) =>
  new Problem('not-gzip', `The body is sent with Content-Encoding gzip, but it cannot be unpacked: ${message}.`);

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
