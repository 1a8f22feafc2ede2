import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listName } from '../../src/http/cursor.js';
import { type BadInputBench, startBadInput } from './support/bad-input.js';

let bench: BadInputBench;
let expectRefusal: BadInputBench['expectRefusal'];
let send: BadInputBench['send'];
beforeAll(async () => {
  bench = await startBadInput();
  ({ expectRefusal, send } = bench);
});
afterEach(() => bench.expectNothingStored());
afterAll(() => bench.close());

describe('the character NUL in an address', () => {
  it.each([
    ['/v1/incidents/%00', 'bad-address'],
    ['/v1/events/a%00b', 'bad-address'],
    ['/v1/incidents?event=%00', 'unknown-parameter'],
    ['/v1/verdicts?party=a%00', 'unknown-parameter'],
    ['/v1/gazetteer?name=%00', 'unknown-parameter'],
  ])('is refused: %s', async (path, code) => {
    expect(await send({ method: 'GET', path })).toMatchObject({ status: 400, body: { code } });
  });
});

describe('a condition nobody set', () => {
  it.each([
    ['/v1/changes', 'if-none-match', '*'],
    ['/v1/rulebook/publications', 'if-none-match', '*'],
    ['/openapi.json', 'if-none-match', '*'],
    ['/openapi.json', 'range', 'bytes=999999999-'],
  ])('is passed over: %s with %s: %s', async (path, name, value) => {
    expect(await send({ method: 'GET', path, headers: { [name]: value } })).toMatchObject({ status: 200 });
  });

  it.each([
    ['range', 'bytes=999999999-'],
    ['range', 'bytes=0-9'],
    ['if-match', '"x"'],
    ['if-unmodified-since', 'Tue, 01 Jan 1980 00:00:00 GMT'],
  ])('is passed over by the files of the reference page: %s: %s', async (name, value) => {
    await expect(
      send({ method: 'HEAD', path: '/docs/swagger-ui.css', headers: { [name]: value } }),
    ).resolves.toMatchObject({
      status: 200,
      type: 'text/css; charset=utf-8',
    });
  });
});

describe('an address that does not fit', () => {
  it.each<[string, string, number, readonly string[]]>([
    ['an unknown parameter', '/v1/verdicts?outcom=violation', 400, ['outcom']],
    ['a parameter where none is', '/v1/agreements?x=1', 400, ['x']],
    ['a repeated parameter', '/v1/verdicts?outcome=violation&outcome=exempt', 400, ['outcome']],
    ['a parameter as a list', '/v1/verdicts?outcome[]=violation', 400, ['outcome[]']],
    ['an empty parameter', '/v1/verdicts?outcome=', 400, ['outcome']],
    ['__proto__', '/v1/verdicts?__proto__=1', 400, ['__proto__']],
    ['an unknown outcome', '/v1/verdicts?outcome=violations', 400, ['outcome']],
    ['undetermined as what may be', '/v1/verdicts?mayBe=undetermined', 400, ['mayBe']],
    ['an unknown kind', '/v1/incidents?kind=airstrikes', 400, ['kind']],
    ['a limit of 0', '/v1/verdicts?limit=0', 400, ['limit']],
    ['a limit of 501', '/v1/verdicts?limit=501', 400, ['limit']],
    ['a limit that is no number', '/v1/verdicts?limit=ten', 400, ['limit']],
    ['a limit of 1e2', '/v1/verdicts?limit=1e2', 400, ['limit']],
    ['a local time', '/v1/verdicts?from=2016-03-01T00:00:00', 400, ['from']],
    ['a box of three', '/v1/verdicts?bbox=1,2,3', 400, ['bbox']],
    ['a box upside down', '/v1/verdicts?bbox=1,5,2,4', 400, ['bbox']],
    ['a box beyond the globe', '/v1/verdicts?bbox=1,2,3,95', 400, ['bbox']],
    ['contested=maybe', '/v1/verdicts?contested=maybe', 400, ['contested']],
    ['a forged cursor', '/v1/verdicts?cursor=abc', 400, ['cursor']],
    ['a cursor that is no base64url', '/v1/verdicts?cursor=%3Cscript%3E', 400, ['cursor']],
    [
      'a cursor of another list',
      `/v1/verdicts?cursor=${forged({ list: 'incidents', before: 1, asOf: 1 })}`,
      400,
      ['cursor'],
    ],
    [
      'a cursor with NUL in it',
      `/v1/incidents?cursor=${forged({ list: listName('incidents', {}), before: 'inc_\0', asOf: 0 })}`,
      400,
      ['cursor'],
    ],
    [
      'a cursor with SQL in it',
      `/v1/incidents?cursor=${forged({ list: 'x', before: "' or 1=1", asOf: 1 })}`,
      400,
      ['cursor'],
    ],
    ['a negative revision', '/v1/verdicts?asOf=-1', 400, ['asOf']],
    ['a malformed escape in the query', '/v1/verdicts?party=%ZZ', 400, []],
    ['an escape that is no UTF-8 in the query', '/v1/verdicts?party=%ff', 400, []],
    ['a malformed escape in the path', '/v1/incidents/%ZZ', 400, []],
    ['an unknown incident', '/v1/incidents/inc_x', 404, []],
    ['an unknown verdict', '/v1/verdicts/..%2f..%2fetc', 404, []],
    ['an unknown agreement', '/v1/agreements/minsk', 404, []],
    ['an unknown address', '/v1/incident', 404, []],
    ['an unknown version', '/v2/incidents', 404, []],
    ['a file of the reference page that is not served', '/docs/../package.json', 404, []],
  ])('%s', (_name, path, status, pointers) => expectRefusal({ method: 'GET', path }, status, pointers));

  it.each(['PUT', 'PATCH', 'DELETE', 'POST'])('the method %s where it is not taken', (method) =>
    expectRefusal({ method, path: '/v1/verdicts' }, 405, []),
  );
});

function forged(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
