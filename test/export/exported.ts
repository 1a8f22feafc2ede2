import type { ExportedVerdict } from '../../src/export/exported-verdict.js';

/** A verdict to write into a file. */
export function exported(change: Partial<ExportedVerdict['summary']> = {}, more: Partial<ExportedVerdict> = {}) {
  const verdict: ExportedVerdict = {
    summary: {
      incident: { id: 'inc_1', version: 1, reportId: 'SNHR-1', hash: 'sha256:1' },
      agreement: 'one',
      rulebook: 'sha256:rules',
      semantics: 1,
      reading: 'text',
      outcome: 'violation',
      contested: true,
      id: 'ver_1',
      revision: 7,
      judgedAt: '2026-11-22T15:00:00Z',
      readings: {
        text: { outcome: 'violation', possible: ['violation'], standing: 'likely' },
        'broad-reading': { outcome: 'undetermined', possible: ['violation', 'exempt'], standing: 'likely' },
      },
      occurred: { from: '2016-03-09T09:15:00Z', to: '2016-03-09T09:45:00Z', extent: 'within' },
      place: { name: 'Kafr Zita', lon: -36.602, lat: 35.374, radiusKm: 2 },
      kind: ['airstrike'],
      actors: ['russia', 'syrian-air-force'],
      targets: [],
      ...change,
    },
    area: 'SY05',
    sources: [
      { name: 'SNHR', url: 'https://snhr.org/1' },
      { name: 'ACLED', licence: 'CC BY-NC 4.0' },
    ],
    ...more,
  };
  return verdict;
}

export const frame = { asOf: 9, origin: 'http://127.0.0.1:4370' };

export async function* pagesOf(...pages: ExportedVerdict[][]) {
  yield* pages;
}

export async function written(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
