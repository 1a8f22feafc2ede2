import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../src/domain/problem.js';
import { report } from '../helpers/service.js';
import { type BadInputBench, type Sent, startBadInput } from './support/bad-input.js';

let bench: BadInputBench;
let expectRefusal: BadInputBench['expectRefusal'];
let send: BadInputBench['send'];
beforeAll(async () => {
  bench = await startBadInput();
  ({ expectRefusal, send } = bench);
});
afterEach(() => bench.expectNothingStored());
afterAll(() => bench.close());

const text = JSON.stringify(report());
/** The report with one thing replaced in its text, for what JSON.stringify cannot say. */
const withText = (from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body that is no JSON, or bends', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing at all', '', ''],
    ['white space', '  \n ', ''],
    ['half an object', '{"reportId": "a"', ''],
    ['a comma too many', '{"reportId": "a",}', ''],
    ['single quotes', "{'reportId': 'a'}", ''],
    ['a comment', '{"reportId": "a" /* no */}', ''],
    ['NaN', withText('36.602', 'NaN'), ''],
    ['Infinity', withText('36.602', 'Infinity'), ''],
    ['a number with a leading zero', withText('36.602', '036.602'), ''],
    ['two values', `${text}${text}`, ''],
    ['YAML', 'reportId: a\nkind: airstrike\n', ''],
    ['invalid UTF-8', Buffer.concat([Buffer.from('{"reportId":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), ''],
    [
      'an overlong encoding',
      Buffer.concat([Buffer.from('{"reportId":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      '',
    ],
    ['UTF-16', Buffer.from(text, 'utf16le'), ''],
    ['a duplicate key', withText('"kind":', '"kind":"shelling","kind":'), '/kind'],
    ['a duplicate key spelled with an escape', withText('"kind":', '"k\\u0069nd":"shelling","kind":'), '/kind'],
    ['a duplicate key deep inside', withText('"lat":', '"lon":1,"lat":'), '/place/lon'],
    ['__proto__', withText('"kind":', '"__proto__":{"admin":true},"kind":'), '/__proto__'],
    ['__proto__ spelled with an escape', withText('"kind":', '"\\u005f_proto__":{},"kind":'), '/__proto__'],
    ['constructor', withText('"lat":', '"constructor":{"prototype":1},"lat":'), '/place/constructor'],
    ['a number beyond all numbers', withText('"radiusKm":2', '"radiusKm":1e999'), '/place/radiusKm'],
    ['a whole number that cannot be held', withText('"radiusKm":2', '"radiusKm":9007199254740993'), '/place/radiusKm'],
    ['a huge whole number', withText('"radiusKm":2', `"radiusKm":${'9'.repeat(300)}`), '/place/radiusKm'],
    ['half a character', withText('Kafr Zita', '\\ud800'), '/place/name'],
    ['NUL', withText('Kafr Zita', 'Kafr\\u0000Zita'), '/place/name'],
    ['nesting 65 deep', nested(65), Array(64).fill('/0').join('')],
    ['nesting 400,000 deep', nested(400_000), Array(64).fill('/0').join('')],
  ])('%s', async (_name, body, pointer) => {
    if (pointer.includes('constructor')) return expectRefusal({ body }, 400, [pointer, `${pointer}/prototype`]);
    await expectRefusal({ body }, 400, [pointer]);
  });
});

describe('very much that is wrong', () => {
  it('is told of up to a limit, with how much more there is', async () => {
    const keys = Array.from({ length: 20_000 }, (_, key) => `"k${key}":0,`).join('');
    const answer = await send({ body: text.replace('{', `{${keys}`) });
    const { errors = [] } = problemSchema.parse(answer.body);
    expect(errors).toHaveLength(501);
    expect(errors.at(-1)).toEqual({ pointer: '', detail: 'has 19500 more faults, which are not told' });
  });

  it('is told of with the line of each', async () => {
    const { body } = await send({ body: '[1e999,\n 1e999,\n\n  {"a": 1e999}]' });
    const details = problemSchema.parse(body).errors?.map(({ detail }) => detail.replace(/^.*\((.*)\)$/, '$1'));
    expect(details).toEqual(['at line 1, column 2', 'at line 2, column 2', 'at line 4, column 9']);
  });
});

describe('a body that is sent wrongly', () => {
  const long = JSON.stringify(report({ notes: 'x'.repeat(10_000_000) }));
  it.each<[string, Sent, number]>([
    ['10 MB', { body: long }, 413],
    ['10 MB in chunks', { body: long, chunked: true }, 413],
    ['one byte more than 1 MB', { body: ' '.repeat(1024 * 1024 + 1) }, 413],
    ['form data', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['plain text', { body: text, headers: { 'content-type': 'text/plain' } }, 415],
    ['a foreign character set', { body: text, headers: { 'content-type': 'application/json; charset=utf-16' } }, 415],
    ['gzip', { body: text, headers: { 'content-encoding': 'gzip' } }, 415],
  ])('%s', (_name, sent, status) => expectRefusal(sent, status, []));
});
