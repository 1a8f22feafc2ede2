import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.js';
import type { IntakeItem } from '../../src/intake/item.js';
import { readCsv } from '../../src/intake/read-csv.js';
import { UnknownWords } from '../../src/intake/unknown-words.js';
import { inPieces, readAll, shippedProfile } from './profile-files.js';
import { sampleCsv, sampleRow } from './ucdp-row-sample.js';

const ucdp = shippedProfile('ucdp-ged');
const read = async (text: string): Promise<IntakeItem[]> => (await readAll(ucdp, text)).items;
const outline = (items: readonly IntakeItem[]) =>
  items.map((item) => [item.line, 'incident' in item ? item.incident.reportId : 'refused']);
const rows = (...ids: string[]) => ids.map((id) => sampleRow({ id }));

describe('a file of events', () => {
  it('reads rows with newlines, quotes and other scripts inside a field, and a byte order mark', async () => {
    const headline = 'قذائف "على" حمص\nsecond line, with a comma';
    const items = await read(`\ufeff${sampleCsv([sampleRow({ source_headline: headline }), sampleRow({ id: '2' })])}`);
    expect(outline(items)).toEqual([
      [2, 'ucdp-ged-1'],
      [4, 'ucdp-ged-2'],
    ]);
    expect(items[0]).toMatchObject({ incident: { notes: headline } });
  });
  it('counts lines right where they end in CRLF', async () => {
    const text = sampleCsv([sampleRow({ source_headline: 'one\r\ntwo' }), sampleRow({ id: '2' })], '\r\n');
    expect(outline(await read(text))).toEqual([
      [2, 'ucdp-ged-1'],
      [4, 'ucdp-ged-2'],
    ]);
  });
  it('skips empty lines and reads a last line without an end', async () => {
    const text = sampleCsv(rows('1', '2')).replace('\n"2"', '\n\n"2"').trimEnd();
    expect(outline(await read(text))).toEqual([
      [2, 'ucdp-ged-1'],
      [4, 'ucdp-ged-2'],
    ]);
  });
  it('loses only the row whose fields are too few or too many', async () => {
    const text = sampleCsv(rows('1', '2', '3')).replace('\n"2",', '\n"2","more",');
    const items = await read(text);
    expect(outline(items)).toEqual([
      [2, 'ucdp-ged-1'],
      [3, 'refused'],
      [4, 'ucdp-ged-3'],
    ]);
    expect(items[1]).toMatchObject({
      faults: [{ detail: expect.stringMatching(/26 fields where the header has 25/) }],
    });
  });
  it('loses only the row with the character NUL, which PostgreSQL cannot store', async () => {
    const items = await read(sampleCsv([sampleRow({ id: '1', source_headline: 'a\0b' }), sampleRow({ id: '2' })]));
    expect(outline(items)).toEqual([
      [2, 'refused'],
      [3, 'ucdp-ged-2'],
    ]);
    expect(items[0]).toMatchObject({ faults: [{ detail: expect.stringContaining('the character NUL') }] });
  });
  it('stops at a line that has no end, and says which', async () => {
    const text = `${sampleCsv(rows('1'))}${'x'.repeat(1_000_001)}`;
    await expect(read(text)).rejects.toThrow('line 3 is longer than 1000000 characters');
  });
  it('loses only the row with a stray quote', async () => {
    const text = sampleCsv(rows('1', '2', '3', '4')).replace('\n"2",', '\n"2,');
    expect(outline(await read(text))).toEqual([
      [2, 'ucdp-ged-1'],
      [3, 'refused'],
      [4, 'ucdp-ged-3'],
      [5, 'ucdp-ged-4'],
    ]);
  });
  it('loses only the last row where its quote is never closed', async () => {
    const items = await read(`${sampleCsv(rows('1'))}"2,never closed`);
    expect(outline(items)).toEqual([
      [2, 'ucdp-ged-1'],
      [3, 'refused'],
    ]);
  });
  it('refuses a row that is no event with the faults of its columns', async () => {
    const items = await read(sampleCsv([sampleRow({ country: 'Atlantis' }), sampleRow({ id: '2' })]));
    expect(items[0]).toMatchObject({ line: 2, faults: [{ pointer: '/country' }] });
    expect(outline(items)[1]).toEqual([3, 'ucdp-ged-2']);
  });
  it('reads no further than it is asked', async () => {
    let pulled = 0;
    async function* counted() {
      for await (const piece of inPieces(
        sampleCsv(rows(...Array.from({ length: 500 }, (_, index) => `${index + 1}`))),
        512,
      )) {
        pulled += 1;
        yield piece;
      }
    }
    for await (const item of readCsv(counted(), ucdp, new UnknownWords())) if (item.line === 3) break;
    expect(pulled).toBeLessThan(5);
  });
});

describe('its columns', () => {
  const failure = async (text: string): Promise<Problem> => {
    const error = await read(text).catch((caught: unknown) => caught);
    if (!(error instanceof Problem)) throw new Error('expected a problem');
    return error;
  };
  it('refuses a file without a column it needs and names the nearest one', async () => {
    const problem = await failure(sampleCsv(rows('1')).replace('date_start', 'date_strat'));
    expect(problem.faults).toMatchObject([{ pointer: '/date_start', nearest: ['date_strat'] }]);
    expect(problem.message).toMatch(/did you mean date_strat/);
  });
  it('refuses a column that stands twice', async () => {
    expect((await failure(sampleCsv(rows('1')).replace('adm_1', 'country'))).message).toMatch(/country stands twice/);
  });
  it('leaves an unknown column alone and says so', async () => {
    const { items, unknown } = await readAll(ucdp, sampleCsv(rows('1')).replace('adm_2', 'adm_22'));
    expect(outline(items)).toEqual([[2, 'ucdp-ged-1']]);
    expect(unknown.columns).toMatchObject([{ column: 'adm_22', nearest: ['adm_2', 'adm_1'] }]);
  });
  it('knows a column in whatever case and with whatever spaces it is written', async () => {
    const text = sampleCsv(rows('1')).replace('date_start', ' Date Start ').replace('side_a', 'SIDE_A');
    expect(outline(await read(text))).toEqual([[2, 'ucdp-ged-1']]);
  });
  it('refuses an empty file and one that is one endless line', async () => {
    expect((await failure('')).message).toMatch(/empty/);
    expect((await failure('x'.repeat(1_000_001))).message).toMatch(/longer than/);
  });
});
