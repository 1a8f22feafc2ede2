import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntakeItem } from '../../src/intake/item.js';
import { readJsonArray } from '../../src/intake/read-json-array.js';
import { LARGEST_RECORD } from '../../src/intake/record-bytes.js';
import { ArraySplitter } from '../../src/intake/split-array.js';
import { all, chunked, cutAnywhere, once } from '../helpers/chunks.js';
import { report } from '../helpers/service.js';

const read = (text: string | Uint8Array): Promise<IntakeItem[]> => all(readJsonArray(once(text)));
const good = (reportId: string) => JSON.stringify(report({ reportId }));
/** What became of each element: its reportId, or its faults in one text. */
const told = async (text: string | Uint8Array) =>
  (await read(text)).map((item) => ('incident' in item ? item.incident.reportId : 'faults' in item ? '✗' : 'skipped'));

describe('readJsonArray', () => {
  it('yields each element as an incident, by its number', async () => {
    const items = await read(`\uFEFF [ ${good('a')},\n${good('b')} ]\n`);
    expect(items.map(({ line }) => line)).toEqual([1, 2]);
    expect(items[1]).toMatchObject({ incident: { reportId: 'b', kind: 'airstrike' } });
    expect(await read('[]')).toEqual([]);
    expect(await read(' [ \n ] ')).toEqual([]);
  });

  it('splits any array of any JSON into exactly its elements, however the bytes are cut', () => {
    const cut = fc.array(fc.jsonValue({ maxDepth: 5 }), { maxLength: 8 }).chain((values) => {
      const text = fc.constantFrom(JSON.stringify(values), JSON.stringify(values, undefined, 2));
      return fc.record({ values: fc.constant(values), chunks: text.chain(cutAnywhere) });
    });
    fc.assert(
      fc.property(cut, ({ values, chunks }) => {
        const splitter = new ArraySplitter();
        const texts: string[] = [];
        const take = ({ bytes }: { bytes: Uint8Array | undefined }) => texts.push(Buffer.from(bytes ?? []).toString());
        for (const chunk of chunks) for (const element of splitter.push(chunk)) take(element);
        for (const element of splitter.end()) take(element);
        expect(texts.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it('gives the same items however the bytes are cut, broken ones included', async () => {
    const parts = fc.constantFrom(
      good('a'),
      good('b'),
      '{"a": "x}',
      '{"a":1',
      ']',
      '[1,',
      '"',
      '{"é": "\\"',
      '\n',
      '7',
    );
    const anything = fc
      .array(parts, { maxLength: 6 })
      .map((list) => `[${list.join(', ')}]`)
      .chain((text) => fc.record({ text: fc.constant(text), chunks: cutAnywhere(text) }));
    await fc.assert(
      fc.asyncProperty(anything, async ({ text, chunks }) => {
        expect(await all(readJsonArray(chunked(chunks)))).toEqual(await read(text));
      }),
    );
  });

  it.each<[string, string, string[]]>([
    ['a comma too many inside', '{"a": 1,}', ['✗']],
    ['a missing brace', '{"reportId": "x", "place": {"lon": 1}', ['✗']],
    ['a missing brace further in', '{"place": {"lon": 1, "lat": 2', ['✗']],
    ['a missing bracket', '{"names": ["a", "b"}', ['✗']],
    ['a bracket too many', '{"names": "a"}]', ['✗', '✗']],
    ['a string that a line ends', '{"notes": "one\ntwo"}', ['✗']],
    ['a string that is not closed, at the end of a line', '{"notes": "one\n', ['✗']],
    ['quotes that are not escaped', '{"notes": "he said "go, {now}" and went"}', ['✗']],
    ['a word that is no JSON', 'nonsense', ['✗']],
    ['nothing between two commas', '', ['✗']],
    ['a number', '7', ['✗']],
    ['a key that stands twice', '{"reportId": "x", "reportId": "y"}', ['✗']],
  ])('lets an element with %s cost only itself', async (_, broken, refused) => {
    expect(await told(`[${good('a')},\n${broken},\n${good('b')}, ${good('c')}]`)).toEqual(['a', ...refused, 'b', 'c']);
  });

  it('reads on behind a quote that is missing, though nothing tells where the element ended', async () => {
    const texts = ['{"reportId": "x, "kind": "y"}', good('b'), good('c'), good('d')];
    expect(await told(`[${good('a')},${texts.join(',')}]`)).toEqual(['a', '✗', 'b', 'c', 'd']);
    expect(await told(`[${good('a')},{"reportId": "x},${good('b')},${good('c')}]`)).toEqual(['a', '✗', 'c']);
  });

  it('says what is wrong, and where in the element', async () => {
    const items = await read(`[{"reportId": "a",\n "knid": tru}, {"reportId": "b", "knid": "shelling"}]`);
    expect(items[0]).toMatchObject({ line: 1, faults: [{ pointer: '', detail: expect.stringContaining('line 2') }] });
    const faults = items[1] !== undefined && 'faults' in items[1] ? items[1].faults : [];
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual(['/candidates', '/kind', '/knid', '/occurred']);
    expect(faults.find(({ pointer }) => pointer === '/knid')?.nearest).toEqual(['kind']);
  });

  it('tells that an array is not closed, and that something stands behind its end', async () => {
    expect(await read(`[${good('a')},`)).toMatchObject([
      { incident: { reportId: 'a' } },
      { line: 2, faults: [{ detail: expect.stringContaining('not closed') }] },
    ]);
    expect(await read(`[${good('a')}] ${good('b')}`)).toMatchObject([
      { incident: { reportId: 'a' } },
      { line: 2, faults: [{ detail: expect.stringContaining('behind the end') }] },
    ]);
  });

  it.each(['', '  ', '{"reportId": "a"}', 'null', 'date,kind'])('refuses what is no array: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'not-json' });
  });

  it('refuses an element over 1 MB by itself and does not hold it', async () => {
    const long = `{"notes": "${'x'.repeat(LARGEST_RECORD)}"}`;
    expect(await told(`[${good('a')}, ${long}, ${'['.repeat(LARGEST_RECORD)}${']'.repeat(LARGEST_RECORD)}]`)).toEqual([
      'a',
      '✗',
      '✗',
    ]);
    expect(await told(`[${long}, ${good('b')}]`)).toEqual(['✗', 'b']);
  });
});
