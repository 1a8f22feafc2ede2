import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntakeItem } from '../../src/intake/item.js';
import { readNdjson } from '../../src/intake/read-ndjson.js';
import { LARGEST_RECORD } from '../../src/intake/record-bytes.js';
import { all, chunked, cutAnywhere, once } from '../helpers/chunks.js';
import { report } from '../helpers/service.js';

const read = (text: string | Uint8Array): Promise<IntakeItem[]> => all(readNdjson(once(text)));
const good = (reportId: string) => JSON.stringify(report({ reportId }));

describe('readNdjson', () => {
  it('yields an incident for each line, by its number, and passes over blank lines and byte order marks', async () => {
    const items = await read(`\uFEFF${good('a')}\r\n\n  \t\r\n${good('b')}\n\uFEFF\n${good('c')}`);
    expect(items).toMatchObject([
      { line: 1, incident: { reportId: 'a' } },
      { line: 4, incident: { reportId: 'b' } },
      { line: 6, incident: { reportId: 'c' } },
    ]);
    expect(await read('')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
  });

  it('gives the same items however the bytes are cut', async () => {
    const line = fc.oneof(
      fc.constantFrom(good('a'), good('قصف'), '', ' ', '{"reportId": "é', '\uFEFF', '[]', 'null'),
      fc.json(),
      fc.string({ unit: 'binary' }).map((text) => text.replace(/\n/g, '')),
    );
    const cut = fc
      .array(line, { maxLength: 8 })
      .map((lines) => Buffer.from(lines.join('\n')))
      .chain((bytes) => fc.record({ bytes: fc.constant(bytes), chunks: cutAnywhere(bytes) }));
    await fc.assert(
      fc.asyncProperty(cut, async ({ bytes, chunks }) => {
        expect(await all(readNdjson(chunked(chunks)))).toEqual(await read(bytes));
      }),
    );
  });

  it('lets a bad line cost only itself, whatever bytes it holds', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((list) => list.map((byte) => byte % 247 || 255));
    await fc.assert(
      fc.asyncProperty(bytes, async (line) => {
        const bad = Buffer.from(line.filter((byte) => byte !== 10));
        const items = await read(Buffer.concat([Buffer.from(`${good('a')}\n`), bad, Buffer.from(`\n${good('b')}\n`)]));
        expect(items[0]).toMatchObject({ line: 1, incident: { reportId: 'a' } });
        expect(items.at(-1)).toMatchObject({ line: 3, incident: { reportId: 'b' } });
        expect(items.slice(1, -1).every((item) => item.line === 2 && 'faults' in item)).toBe(true);
      }),
    );
  });

  it('tells every fault of a line with its pointer, and where its JSON goes wrong', async () => {
    const items = await read(
      [
        '{"reportId": "a", "kind": "shelling", "occured": {}, "candidates": []}',
        '{"reportId": tru}',
        '{"reportId": "a", "reportId": "b"}',
        '[1]',
      ].join('\n'),
    );
    const faults = items.map((item) => ('faults' in item ? item.faults : []));
    expect(faults[0]?.map(({ pointer }) => pointer).sort()).toEqual(['/candidates', '/occured', '/occurred']);
    expect(faults[1]).toMatchObject([{ pointer: '', detail: expect.stringContaining('at column 14') }]);
    expect(faults[2]).toMatchObject([{ pointer: '/reportId', detail: expect.stringContaining('twice') }]);
    expect(faults[3]).toMatchObject([{ pointer: '', detail: 'must be an object' }]);
  });

  it('refuses a line that is no UTF-8 and reads on', async () => {
    const items = await read(
      Buffer.concat([Buffer.from('{"notes": "'), Buffer.from([0xc3, 0x28, 10]), Buffer.from(good('b'))]),
    );
    expect(items).toMatchObject([
      { line: 1, faults: [{ detail: expect.stringContaining('UTF-8') }] },
      { line: 2, incident: { reportId: 'b' } },
    ]);
  });

  it('refuses a line over 1 MB by itself, and takes one of exactly 1 MB', async () => {
    const longest = good('long').padEnd(LARGEST_RECORD, ' ');
    const items = await read(`${longest} \n${longest}\n${'x'.repeat(3 * LARGEST_RECORD)}\n${good('b')}`);
    expect(items).toMatchObject([
      { line: 1, faults: [{ pointer: '', detail: expect.stringContaining('1048577 bytes') }] },
      { line: 2, incident: { reportId: 'long' } },
      { line: 3, faults: [{ pointer: '' }] },
      { line: 4, incident: { reportId: 'b' } },
    ]);
  });

  it('does not tell a line with thousands of faults in thousands of words', async () => {
    const line = `{${Array.from({ length: 5000 }, (_, key) => `"key${key}": 1`).join(',')}}`;
    const [item] = await read(line);
    expect(item !== undefined && 'faults' in item ? item.faults.length : 0).toBe(101);
  });
});
