import { brotliCompress, brotliCompressSync, brotliDecompressSync, constants, inflateSync } from 'node:zlib';
import type { Judgement } from '../domain/verdict.js';

/**
 * A judgement as it lies in its row: its JSON, byte for byte, compressed. What one reading says again of another's reasons
 * lies within the window, so a reason is stored once and later ones refer to it (docs/decisions/0006).
 */

/** Large enough that all readings of one verdict lie in it; measured, the best of speed and size on UCDP verdicts. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 };
/** The first byte of a body says how the rest is packed; a zlib stream, as the first version stored, begins with 0x78. */
const BROTLI = 2;
const ZLIB = 0x78;

export const bodyOf = (judgement: Judgement): Buffer =>
  Buffer.concat([Buffer.of(BROTLI), brotliCompressSync(JSON.stringify(judgement), { params })]);

/** The same, packed beside the event loop. @param text the JSON of the judgement */
export const packedBody = (text: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    brotliCompress(text, { params }, (error, packed) =>
      error === null ? resolve(Buffer.concat([Buffer.of(BROTLI), packed])) : reject(error),
    );
  });

/** The JSON text that was stored, byte for byte. @throws Error for a body in a form that no version ever wrote */
export function readBodyText(body: Buffer): string {
  if (body[0] === BROTLI) return brotliDecompressSync(body.subarray(1)).toString('utf8');
  if (body[0] === ZLIB) return inflateSync(body).toString('utf8');
  throw new Error(`a verdict is stored in a form this program does not know (${body[0]})`);
}

export const readBody = (body: Buffer): Judgement => JSON.parse(readBodyText(body)) as Judgement;
