import { HeldBytes } from './held-bytes.js';
import { LARGEST_RECORD, type RecordBytes } from './record-bytes.js';

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines without holding more than one. Lines that hold nothing but white space are counted and passed
 * over; a byte order mark counts as white space here, and readers of text drop it.
 * @param chunks bytes in order, cut anywhere
 * @returns lines without their ends; `\n` and `\r\n` both end one
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RecordBytes> {
  const held = new HeldBytes(LARGEST_RECORD);
  let line = 0;
  const taken = (): RecordBytes | undefined => {
    line += 1;
    const { size } = held;
    const bytes = held.take();
    return bytes === undefined || !isBlank(bytes) ? { line, bytes, size } : undefined;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      held.add(chunk.subarray(start, end));
      start = end + 1;
      const record = taken();
      if (record !== undefined) yield record;
    }
    if (start < chunk.length) held.add(chunk.subarray(start));
  }
  const record = taken();
  if (record !== undefined) yield record;
}

/** Space, tab, carriage return; and EF BB BF, which is the byte order mark. */
function isBlank(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
