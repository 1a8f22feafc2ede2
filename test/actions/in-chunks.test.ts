import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inChunks } from '../../src/actions/in-chunks.js';
import { all } from '../helpers/chunks.js';

async function* upTo(count: number, asked: (index: number) => void = () => undefined) {
  for (let index = 0; index < count; index += 1) {
    asked(index);
    yield index;
  }
}

it('passes everything on, in order, in lists that are never too long', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 12 }), async (count, most) => {
      const lists = await all(inChunks(upTo(count), most));
      expect(lists.flat()).toEqual(Array.from({ length: count }, (_, index) => index));
      expect(lists.every(({ length }) => length <= most)).toBe(true);
    }),
  );
});

it('asks for nothing more until the last list was taken', async () => {
  let asked = 0;
  const lists = inChunks(
    upTo(1000, () => {
      asked += 1;
    }),
    10,
  );
  for (let taken = 1; taken <= 5; taken += 1) {
    await lists.next();
    expect(asked).toBe(taken * 10);
  }
  await lists.return(undefined);
});

it('passes on what came before more comes, and an empty list while nothing comes', async () => {
  let more = () => {};
  const waiting = new Promise<void>((resolve) => {
    more = resolve;
  });
  const lists = inChunks(
    (async function* () {
      yield 1;
      await waiting;
      yield 2;
    })(),
    10,
  );
  expect((await lists.next()).value).toEqual([1]);
  expect((await lists.next()).value).toEqual([]);
  more();
  expect((await lists.next()).value).toEqual([2]);
  expect((await lists.next()).done).toBe(true);
});

it('passes on what came before a failure, then fails', async () => {
  const lists = inChunks(
    (async function* () {
      yield 1;
      throw new Error('cut short');
    })(),
    10,
  );
  expect((await lists.next()).value).toEqual([1]);
  await expect(lists.next()).rejects.toThrow('cut short');
});
