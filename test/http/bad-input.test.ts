import { Agent, createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../src/domain/problem.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';

/** Whatever is sent: a 4xx problem that says where, never a 500, and nothing stored. */

let service: TestService;
let server: Server;
let rows: Record<string, number>;
const agent = new Agent({ keepAlive: false });
beforeAll(async () => {
  service = await makeTestService();
  server = createServer(service.http).listen(0, '127.0.0.1');
  rows = await storedRows(service.database);
});
afterEach(async () => expect(await storedRows(service.database)).toEqual(rows));
afterAll(async () => {
  server.close();
  await service.close();
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly chunked?: boolean;
}

/** Sends exactly these bytes, unlike clients that mend what they are given. */
function send({ method = 'POST', path = '/v1/incidents', headers = {}, body = '', chunked = false }: Sent) {
  return new Promise<{ status: number; type: string; body: unknown }>((resolve, reject) => {
    const bytes = Buffer.from(body);
    const length = chunked || method !== 'POST' ? {} : { 'content-length': String(bytes.length) };
    const { port } = server.address() as AddressInfo;
    const type = method === 'POST' ? { 'content-type': 'application/json' } : {};
    const all = { port, host: '127.0.0.1', method, path, agent, headers: { ...type, ...length, ...headers } };
    const request = httpRequest(all, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: JSON.parse(Buffer.concat(parts).toString() || 'null'),
        }),
      );
    });
    request.on('error', reject);
    if (chunked) for (let at = 0; at < bytes.length; at += 65_536) request.write(bytes.subarray(at, at + 65_536));
    else if (bytes.length > 0) request.write(bytes);
    request.end();
  });
}

async function expectRefusal(sent: Sent, status: number, pointers: readonly string[]) {
  const answer = await send(sent);
  expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') });
  const problem = problemSchema.parse(answer.body);
  expect(problem.status).toBe(status);
  expect((problem.errors ?? []).map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
  expect(JSON.stringify(problem).length).toBeLessThan(20_000);
}

const text = JSON.stringify(report());
/** The report with one thing replaced in its text, for what JSON.stringify cannot say. */
const withText = (from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const candidate = { actor: 'russia', target: 'jaish-al-islam' };
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

describe('a report that does not fit', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a list', [], ['']],
    ['null', null, ['']],
    ['a text', 'report', ['']],
    ['a number', 5, ['']],
    ['an empty object', {}, ['/reportId', '/occurred', '/kind', '/candidates']],
    ['a number as reportId', report({ reportId: 7 }), ['/reportId']],
    ['an empty reportId', report({ reportId: '' }), ['/reportId']],
    ['a reportId of 201 characters', report({ reportId: 'x'.repeat(201) }), ['/reportId']],
    ['a local time', report({ occurred: { from: '2016-03-09T11:15:00' } }), ['/occurred/from']],
    ['a date without a time', report({ occurred: { from: '2016-03-09' } }), ['/occurred/from']],
    ['the 30th of February', report({ occurred: { from: '2016-02-30T00:00:00Z' } }), ['/occurred/from']],
    ['a time in milliseconds', report({ occurred: { from: 1457514900000 } }), ['/occurred/from']],
    [
      'from after to',
      report({ occurred: { from: '2016-03-09T12:00:00Z', to: '2016-03-09T11:00:00Z' } }),
      ['/occurred'],
    ],
    [
      'an unknown extent',
      report({ occurred: { from: '2016-03-09T11:15:00Z', extent: 'always' } }),
      ['/occurred/extent'],
    ],
    ['a misspelled key', report({ ocurred: {} }), ['/ocurred']],
    ['an unknown key', report({ severity: 5 }), ['/severity']],
    ['an unknown key deep inside', report({ place: { lon: 1, lat: 1, radius: 5 } }), ['/place/radius']],
    ['an unknown kind', report({ kind: 'airstrikes' }), ['/kind']],
    ['an unknown kind among several', report({ kind: ['airstrike', 'bombardment'] }), ['/kind/1']],
    ['no kind', report({ kind: [] }), ['/kind']],
    ['a kind of a wrong type', report({ kind: 5 }), ['/kind']],
    ['latitude beyond the pole', report({ place: { lon: 36.6, lat: 91, radiusKm: 1 } }), ['/place/lat']],
    ['longitude beyond the date line', report({ place: { lon: 181, lat: 35, radiusKm: 1 } }), ['/place/lon']],
    ['longitude without latitude', report({ place: { lon: 36.6, radiusKm: 1 } }), ['/place']],
    ['coordinates as text', report({ place: { lon: '36.6', lat: '35.3' } }), ['/place/lon', '/place/lat']],
    ['a negative radius', report({ place: { lon: 36.6, lat: 35.3, radiusKm: -1 } }), ['/place/radiusKm']],
    ['a radius larger than the globe', report({ place: { lon: 36.6, lat: 35.3, radiusKm: 1e9 } }), ['/place/radiusKm']],
    ['swapped coordinates', report({ place: { lon: 35.374, lat: 36.602, radiusKm: 2 } }), ['/place']],
    ['no candidates', report({ candidates: [] }), ['/candidates']],
    ['candidates that are no list', report({ candidates: candidate }), ['/candidates']],
    ['a candidate that is a text', report({ candidates: ['russia'] }), ['/candidates/0']],
    ['51 candidates', report({ candidates: Array(51).fill(candidate) }), ['/candidates']],
    ['an unknown grade', report({ candidates: [{ ...candidate, grade: 'certain' }] }), ['/candidates/0/grade']],
    ['an unknown certainty', report({ happened: 'maybe' }), ['/happened']],
    ['an unknown attribution', report({ attribution: 'any' }), ['/attribution']],
    ['an unknown object', report({ struck: { objects: ['hospitals'] } }), ['/struck/objects/0']],
    ['civilian as text', report({ struck: { civilian: 'yes' } }), ['/struck/civilian']],
    ['an unknown weapon', report({ weapon: { class: 'nuke' } }), ['/weapon/class']],
    ['min above max', report({ harm: { killed: { min: 5, max: 2 } } }), ['/harm/killed']],
    ['fewer than none killed', report({ harm: { killed: -1 } }), ['/harm/killed']],
    ['a count as text', report({ harm: { killed: 'many' } }), ['/harm/killed']],
    ['an unknown claim', report({ claims: [{ by: 'russia', kind: 'lie' }] }), ['/claims/0/kind']],
    ['a claim of nobody', report({ claims: [{ kind: 'denial' }] }), ['/claims/0/by']],
    ['an unknown nature', report({ coLocation: [{ group: 'al-nusra', nature: 'near' }] }), ['/coLocation/0/nature']],
    ['a source without a name', report({ sources: [{ url: 'https://x' }] }), ['/sources/0/name']],
    ['a bad checksum', report({ sources: [{ name: 'x', sha256: 'abc' }] }), ['/sources/0/sha256']],
    ['a reliability of G', report({ sources: [{ name: 'x', reliability: 'G' }] }), ['/sources/0/reliability']],
    ['a credibility of 7', report({ sources: [{ name: 'x', credibility: 7 }] }), ['/sources/0/credibility']],
    [
      'a fact that is an object',
      report({ facts: { coordinatesDeclared: { yes: 1 } } }),
      ['/facts/coordinatesDeclared/yes'],
    ],
    ['a fact with a bad name', report({ facts: { 'a.b': true } }), ['/facts/a.b']],
    ['notes of 10,001 characters', report({ notes: 'x'.repeat(10_001) }), ['/notes']],
    ['many faults at once', report({ reportId: 1, kind: 'x', happened: 'y' }), ['/reportId', '/kind', '/happened']],
  ])('%s', async (_name, body, pointers) => {
    await expectRefusal({ body: JSON.stringify(body) }, 422, pointers);
    // A dry run refuses the same, with pointers into its own body.
    const inside = pointers.map((pointer) => `/incident${pointer}`);
    await expectRefusal({ path: '/v1/judgements', body: JSON.stringify({ incident: body }) }, 422, inside);
  });

  it('names the nearest key and the nearest kind', async () => {
    const { body } = await send({ body: JSON.stringify(report({ ocurred: {}, kind: 'airstrikes' })) });
    expect(body).toMatchObject({
      errors: [
        { pointer: '/kind', got: 'airstrikes', nearest: ['airstrike'] },
        { pointer: '/ocurred', nearest: ['occurred'] },
      ],
    });
  });
});

describe('a question that does not fit', () => {
  it.each<[string, unknown, number, readonly string[]]>([
    ['no incident', {}, 422, ['/incident']],
    ['agreements that are no list', { incident: report(), agreements: 'syria-2016' }, 422, ['/agreements']],
    ['no agreements', { incident: report(), agreements: [] }, 422, ['/agreements']],
    ['an unknown agreement', { incident: report(), agreements: ['minsk-1815'] }, 422, ['/agreements/0']],
    ['an unknown key', { incident: report(), agreement: 'syria-2016' }, 422, ['/agreement']],
  ])('%s', (_name, body, status, pointers) =>
    expectRefusal({ path: '/v1/judgements', body: JSON.stringify(body) }, status, pointers),
  );
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
