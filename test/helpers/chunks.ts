import fc from 'fast-check';

/** Bytes that arrive in pieces. */

export async function* chunked(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

export const once = (text: string | Uint8Array): AsyncGenerator<Uint8Array> => chunked([Buffer.from(text)]);

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A text's bytes cut at random places, inside a character too. */
export function cutAnywhere(text: string | Uint8Array): fc.Arbitrary<Uint8Array[]> {
  const bytes = Buffer.from(text);
  return fc.array(fc.nat(bytes.length), { maxLength: 40 }).map((places) => {
    const sorted = [0, ...places, bytes.length].sort((a, b) => a - b);
    return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index] as number, end));
  });
}
