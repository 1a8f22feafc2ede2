import { incidentItem } from './incident-item.js';
import type { IntakeItem } from './item.js';
import { ArraySplitter } from './split-array.js';

/**
 * Reads one JSON array of reports, element by element. An element that cannot be read costs only itself, as far as its
 * end can be told (see ArraySplitter). Memory holds one element at a time.
 * @param chunks UTF-8 bytes in order, cut anywhere
 * @returns one item for each element; `line` is the number of the element from 1, not of a line
 * @throws Problem `not-json` when the input is no array at all
 */
export async function* readJsonArray(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<IntakeItem> {
  const splitter = new ArraySplitter();
  for await (const chunk of chunks)
    for (const element of splitter.push(chunk)) yield incidentItem(element, inThisElement);
  for (const element of splitter.end()) yield incidentItem(element, inThisElement);
}

const inThisElement = (line: number, column: number) => `at line ${line}, column ${column} of the element`;
