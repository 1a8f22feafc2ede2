import { type ExportedVerdict, type ExportFrame, linkOf } from './exported-verdict.js';

/**
 * Verdicts as NDJSON: each line a summary as lists give it, with its area, its sources, its link and the revision that the
 * file shows.
 * @returns whole lines, a piece for each page
 */
export async function* ndjsonOf(pages: AsyncIterable<readonly ExportedVerdict[]>, frame: ExportFrame) {
  for await (const page of pages)
    if (page.length > 0) yield page.map((verdict) => `${lineOf(verdict, frame)}\n`).join('');
}

const lineOf = ({ summary, area, sources }: ExportedVerdict, frame: ExportFrame): string =>
  JSON.stringify({ ...summary, area, sources, link: linkOf(summary, frame), asOf: frame.asOf });
