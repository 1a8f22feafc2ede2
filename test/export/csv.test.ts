import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvOptions, csvOf } from '../../src/export/csv.js';
import type { ExportedVerdict } from '../../src/export/exported-verdict.js';
import { exported, frame, pagesOf, written } from './exported.js';

const options: CsvOptions = { ...frame, readings: ['text'], hxl: false, bom: false };
const csv = (pages: ExportedVerdict[][], change: Partial<CsvOptions> = {}) =>
  written(csvOf(pagesOf(...pages), { ...options, ...change }));
const rows = (text: string): Record<string, string>[] => parse(text, { columns: true });
const [FORMULAS, HIDDEN] = [
  ['=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'],
  [' ', '\t', '\r', '\n', '\u00A0', '\u200B', '\uFEFF'],
];

describe('verdicts as CSV', () => {
  it('are a row each under their names, parsed back as they were', async () => {
    const [row] = rows(await csv([[exported()]]));
    expect(row).toEqual({
      id: 'ver_1',
      link: 'http://127.0.0.1:4370/v1/verdicts/ver_1',
      incident: 'inc_1',
      version: '1',
      reportId: 'SNHR-1',
      event: '',
      agreement: 'one',
      occurredFrom: '2016-03-09T09:15:00Z',
      occurredTo: '2016-03-09T09:45:00Z',
      extent: 'within',
      place: 'Kafr Zita',
      area: 'SY05',
      lat: '35.374',
      lon: '-36.602',
      radiusKm: '2',
      kind: 'airstrike',
      actors: 'russia|syrian-air-force',
      targets: '',
      reading: 'text',
      outcome: 'violation',
      contested: 'true',
      'text:outcome': 'violation',
      'text:possible': 'violation',
      'text:standing': 'likely',
      otherReadings: 'broad-reading=undetermined',
      sources: 'SNHR|ACLED',
      sourceUrls: 'https://snhr.org/1|',
      licences: '|CC BY-NC 4.0',
      supersedes: '',
      rulebook: 'sha256:rules',
      semantics: '1',
      revision: '7',
      judgedAt: '2026-11-22T15:00:00Z',
      asOf: '9',
    });
  });

  it('have columns for every reading asked for, empty where a verdict has none', async () => {
    const [row] = rows(await csv([[exported()]], { readings: ['text', 'broad-reading', 'third'] }));
    expect(row).toMatchObject({
      'text:outcome': 'violation',
      'broad-reading:outcome': 'undetermined',
      'broad-reading:possible': 'violation|exempt',
      'third:outcome': '',
      otherReadings: '',
    });
  });

  it('end every line with CR and LF, and keep line ends, quotes and commas within a cell', async () => {
    const name = 'Kafr "Zita", or\nKafrzita';
    const text = await csv([[exported({ place: { name } })], [exported()]]);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(rows(text).map((row) => row.place)).toEqual([name, 'Kafr Zita']);
    expect(text.split('\r\n')).toHaveLength(4);
  });

  it('are the names alone when there is none', async () => {
    const text = await csv([[]]);
    expect([text.split('\r\n').length, text.startsWith('id,link,')]).toEqual([2, true]);
  });

  it('begin with a byte order mark only when asked', async () => {
    expect((await csv([])).charCodeAt(0)).toBe('i'.charCodeAt(0));
    expect((await csv([], { bom: true })).charCodeAt(0)).toBe(0xfeff);
  });

  it('have HXL tags below the names when asked, each well formed and of its own', async () => {
    const readings = ['text', 'broad-reading', '2016-plan'];
    const [names, tags, data] = parse(await csv([[exported()]], { hxl: true, readings })) as string[][];
    expect(tags).toHaveLength(names?.length ?? 0);
    for (const tag of tags ?? []) expect(tag).toMatch(/^#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*$/);
    expect(new Set(tags).size).toBe(tags?.length);
    const column = (tag: string) => data?.[tags?.indexOf(tag) ?? -1];
    expect(
      ['#event+id', '#date+occurred+start', '#geo+lat', '#geo+lon', '#adm1+code', '#meta+source+list'].map(column),
    ).toEqual(['inc_1', '2016-03-09T09:15:00Z', '35.374', '-36.602', 'SY05', 'SNHR|ACLED']);
    expect(column('#status+outcome+reading_broad_reading')).toBe('undetermined');
  });
});

describe('a text that a spreadsheet could run', () => {
  it.each([
    ['=HYPERLINK("http://evil","x")', '\'=HYPERLINK("http://evil","x")'],
    ['+963 11', "'+963 11"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1+1', "' =1+1"],
    ['\t=1+1', "'\t'=1+1"],
    ['\r\n=1+1', "'\r'\n'=1+1"],
    ['\u200B=1', "'\u200B=1"],
    ['＝1＋1', "'＝1＋1"],
    ['Kafr Zita;=1+1', "Kafr Zita;'=1+1"],
    ['Kafr Zita\n@x', "Kafr Zita\n'@x"],
  ])('is defused: %j', async (name, shown) => {
    expect(rows(await csv([[exported({ place: { name } })]]))[0]?.place).toBe(shown);
  });

  it.each(['Kafr-Zita', 'a = b', 'x@y.org', "'quoted'", '#tag', '10% + 5'])(
    'is left alone where it is none: %j',
    async (name) => {
      expect(rows(await csv([[exported({ place: { name } })]]))[0]?.place).toBe(name);
    },
  );

  it('begins no cell of any row, whatever stands in the report, and nothing of it is lost', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...FORMULAS, ...HIDDEN, ';', ',', '"', "'", '|'),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, source) => {
        const file = await csv([[exported({ place: { name }, actors: [name] }, { sources: [{ name: source }] })]]);
        const [row] = rows(file);
        for (const cell of Object.values(row ?? {})) expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
        expect(row?.place?.replaceAll("'", '')).toBe(name.replaceAll("'", ''));
      }),
      { numRuns: 300 },
    );
  });

  it('is never a number: negative coordinates keep their sign and get no apostrophe', async () => {
    const place = { lon: -0.5, lat: -33.25, radiusKm: 0.0000001 };
    expect(rows(await csv([[exported({ place })]]))[0]).toMatchObject({ lon: '-0.5', lat: '-33.25', radiusKm: '1e-7' });
  });
});
