import { incidentItem } from './incident-item.js';
import type { IntakeItem } from './item.js';
import { splitLines } from './split-lines.js';

/**
 * Reads reports, one a line (NDJSON). A line that cannot be read costs only itself: what is no JSON, no UTF-8, no report
 * or larger than 1 MB comes back with its faults, and reading goes on at the next line. Memory holds one line at a time.
 * @param chunks UTF-8 bytes in order, cut anywhere; byte order marks are dropped, blank lines passed over
 * @returns one item for each line that is not blank, by the number of its line from 1
 */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<IntakeItem> {
  for await (const line of splitLines(chunks)) yield incidentItem(line, inThisLine);
}

const inThisLine = (_line: number, column: number) => `at column ${column}`;
