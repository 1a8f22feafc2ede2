import type { Chance } from './chance.js';
import type { Json } from './from-schema.js';
import { oddNumber, oddText, oddTime } from './odd-texts.js';
import { type FuzzRequest, withHeader, withoutHeader } from './request.js';
import { type Draft, written } from './valid-request.js';

/** One thing wrong with a request that was right. */

type Change = (draft: Draft, chance: Chance) => FuzzRequest | undefined;

const changes: Readonly<Record<string, Change>> = {
  'a key dropped': inBody(({ holder, key }) => {
    delete holder[key];
    return true;
  }),
  'a key nobody knows': inBody(({ holder }, chance) => {
    holder[chance.oneOf(['note', 'Kind', 'reportID', ' kind', 'ключ', '', '$ref', 'toString'])] = 1;
    return true;
  }),
  'another type': inBody(({ holder, key }, chance) => {
    holder[key] = chance.oneOf([null, true, 0, '', 'text', [], {}, [null], [[]], { min: 1 }, 1.5, ['a', 'a']]);
    return true;
  }),
  'a number out of range': inBody(({ holder, key, value }, chance) => {
    if (!(typeof value === 'number')) return false;
    holder[key] = chance.oneOf([-1, 1e9, 2 ** 53, -181, 91, 0.1, 1e308]);
    return true;
  }),
  'an odd text': inBody(({ holder, key, value }, chance) => {
    if (!(typeof value === 'string')) return false;
    holder[key] = oddText(chance);
    return true;
  }),
  'an odd time': inBody(({ holder, key, value }, chance) => {
    if (!(typeof value === 'string' && /^\d{4}-/.test(value))) return false;
    holder[key] = oddTime(chance);
    return true;
  }),
  'an end before its beginning': inBody(({ holder, value }) => {
    if (typeof value !== 'object' || !('from' in (holder as object))) return false;
    Object.assign(holder, { to: '1990-01-01T00:00:00Z' });
    return true;
  }),
  'swapped coordinates': inBody(({ holder }) => {
    if (typeof holder.lon !== 'number') return false;
    [holder.lon, holder.lat] = [holder.lat, holder.lon];
    return true;
  }),
  'much of one thing': inBody(({ holder, key, value }, chance) => {
    if (!Array.isArray(value)) return false;
    holder[key] = Array.from({ length: chance.oneOf([51, 101, 2_000]) }, () => value[0] ?? 'x');
    return true;
  }),
  'another body altogether': (draft, chance) =>
    draft.body === undefined
      ? undefined
      : written({ ...draft, body: chance.oneOf([null, [], {}, '', 0, 'text', [draft.body]]) }, ''),
  'a parameter twice': (draft, chance) => {
    if (draft.query.length === 0) return undefined;
    return written({ ...draft, query: [...draft.query, chance.oneOf(draft.query)] }, '');
  },
  'a parameter nobody knows': (draft, chance) => {
    const name = chance.oneOf([
      'limti',
      'Limit',
      'limit ',
      'q[]',
      'asof',
      '__proto__',
      'constructor',
      '',
      'a'.repeat(5_000),
    ]);
    return written({ ...draft, query: [...draft.query, [name, '1']] }, '');
  },
  'an odd parameter': (draft, chance) => {
    const named = draft.operation.parameters.filter((each) => each.in === 'query');
    if (named.length === 0) return undefined;
    const { name } = chance.oneOf(named);
    const value = chance.oneOf([
      () => oddText(chance, 3_000),
      () => oddTime(chance),
      () => oddNumber(chance),
      () => '',
    ])();
    return written(
      { ...draft, query: [...draft.query.filter(([known]) => known !== name), [name, wellFormed(value)]] },
      '',
    );
  },
  'a parameter without a value': (draft, chance) => {
    if (draft.query.length === 0) return undefined;
    const [name] = chance.oneOf(draft.query);
    return retargeted(written(draft, ''), (target) => `${target}&${name}`);
  },
  'a cursor of nobody': (draft, chance) => {
    if (!draft.operation.parameters.some(({ name }) => name === 'cursor')) return undefined;
    return written(
      { ...draft, query: [...draft.query.filter(([name]) => name !== 'cursor'), ['cursor', badCursor(chance)]] },
      '',
    );
  },
  'an id of nobody': (draft, chance) => {
    const [name] = Object.keys(draft.path);
    if (name === undefined) return undefined;
    const near = chance.yes()
      ? `${draft.path[name]}${chance.oneOf(['0', ' ', '\u0000', '/', '%'])}`
      : wellFormed(oddText(chance, 6_000)) || '-';
    return written({ ...draft, path: { ...draft.path, [name]: near } }, '');
  },
  'an odd If-None-Match': (draft, chance) =>
    withHeader(
      written(draft, ''),
      'If-None-Match',
      chance.oneOf(['', '"', 'W/', '*, *', ',,,', '"a" "b"', 'W/"'.repeat(900)]),
    ),
  'an odd Accept': (draft, chance) =>
    withHeader(
      written(draft, ''),
      'Accept',
      chance.oneOf([
        '',
        'application/xml',
        '*',
        ';q=1',
        'application/json;q=0',
        '*/*;q=nan',
        'a/b,'.repeat(700),
        '/',
        'text/plain',
      ]),
    ),
  'an odd header': (draft, chance) => {
    const { headers } = odd;
    const [name, values] = chance.oneOf(Object.entries(headers));
    return withHeader(written(draft, ''), name, chance.oneOf(values));
  },
  'another method': (draft, chance) => {
    const request = written(draft, '');
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'LINK'];
    return {
      ...request,
      method: chance.oneOf(methods.filter((each) => each !== request.method)),
      operation: undefined,
    };
  },
  'a head': (draft) => {
    const request = written(draft, '');
    return request.method === 'GET' ? { ...request, method: 'HEAD', endless: false } : undefined;
  },
  'a slash too many': (draft, chance) => {
    const request = written(draft, '');
    const change = chance.oneOf([
      (path: string) => `${path}/`,
      (path: string) => `/${path}`,
      (path: string) => path.replace('/v1', '/v1/.'),
      (path: string) => path.replace('/v1', '/V1'),
      (path: string) => path.replace('/v1/', '/v1//'),
      (path: string) => path.replace('/v1', '/v2'),
      (path: string) => `${path};a=b`,
      (path: string) => `${path}.json`,
      (path: string) => path.slice(0, -1),
    ]);
    const [path = '', ...query] = request.target.split('?');
    return { ...request, operation: undefined, target: [change(path), ...query].join('?') };
  },
  'another content type': (draft, chance) => {
    if (draft.operation.method === 'get') return undefined;
    const types = [
      'text/plain',
      'application/json; charset=utf-16',
      'application/JSON;charset="UTF-8"',
      'application/jsonp',
      ';',
      '',
      'text/csv',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ];
    return withHeader(written(draft, ''), 'Content-Type', chance.oneOf(types));
  },
  'no content type': (draft) =>
    draft.operation.method === 'get' ? undefined : withoutHeader(written(draft, ''), 'content-type'),
  'a body where none belongs': (draft, chance) =>
    draft.operation.method === 'get'
      ? {
          ...withHeader(written(draft, ''), 'content-type', 'application/json'),
          body: Buffer.from('{'.repeat(chance.below(2_000))),
        }
      : undefined,
};

const odd = {
  headers: {
    'Accept-Language': [
      '',
      '*;q=0',
      'en'.repeat(400),
      'x'.repeat(1_001),
      '-',
      'de-DE-1996;q=1.0001',
      ',,;;',
      'ar;q=-1, en;q=2',
    ],
    Prefer: [
      'return="minimal',
      'return',
      '=',
      'return=minimal;;;,',
      'x'.repeat(1_001),
      '"'.repeat(999),
      'return=minimal, return=representation',
    ],
    'Last-Event-ID': ['', '-1', 'NaN', '999999999999999', '9999999999999999', '1.5', '\u00b3'],
    'Idempotency-Key': ['', 'two words', 'x'.repeat(201), '\u00e9', '"key"', '__proto__'],
    'X-Request-Id': ['', 'a'.repeat(65), '{}', '..', 'good-1'],
    Range: ['bytes=0-1', 'bytes=-1', 'bytes=5-1', 'bytes=0-0,2-3', 'lines=1', 'bytes=99999999999999999-'],
    'If-Match': ['"x"', '*', ''],
    'If-Modified-Since': ['Tue, 01 Jan 2030 00:00:00 GMT', 'yesterday'],
    'If-Unmodified-Since': ['Tue, 01 Jan 1980 00:00:00 GMT'],
    Expect: ['100-continue', 'miracles'],
    Host: ['localhost', '127.0.0.1:1', '[::1]', 'example.org', '', '127.0.0.1:99999', 'localhost, localhost', '127.1'],
    Origin: ['https://example.org', 'null'],
    Authorization: ['Bearer x', 'Basic Og==', 'Bearer', 'Bearer truce_'],
    'X-Forwarded-For': ['1.2.3.4', "'", ','.repeat(200)],
    'X-Forwarded-Host': ['example.org'],
    'X-HTTP-Method-Override': ['DELETE'],
    Upgrade: ['h2c', 'websocket'],
    TE: ['trailers'],
    Cookie: ['a=b', '='.repeat(3_000)],
    'Content-Encoding': ['gzip', 'br', 'identity', 'gzip, gzip', 'x'],
    'Accept-Encoding': ['gzip', 'identity;q=0, *;q=0'],
    'Cache-Control': ['no-cache', 'only-if-cached'],
    Connection: ['close', 'keep-alive, Host'],
  } as Readonly<Record<string, readonly string[]>>,
};

export function nearlyValid(draft: Draft, chance: Chance): FuzzRequest {
  for (;;) {
    const [name, change] = chance.oneOf(Object.entries(changes));
    const changed = change(draft, chance);
    if (changed !== undefined) return { ...changed, done: name };
  }
}

interface Spot {
  readonly holder: Record<string, Json>;
  readonly key: string;
  readonly value: Json;
}

/** A change at one place of the body, wherever it answers true. */
function inBody(change: (spot: Spot, chance: Chance) => boolean): Change {
  return (draft, chance) => {
    if (draft.body === undefined) return undefined;
    const body = structuredClone(draft.body);
    const spots = spotsOf(body).filter(({ key }) => !/\.(yaml|geojson)$/.test(key) || chance.yes(0.1));
    for (let tries = 0; tries < 20 && spots.length > 0; tries += 1)
      if (change(chance.oneOf(spots), chance)) return written({ ...draft, body }, '');
    return undefined;
  };
}

function spotsOf(value: Json): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key, value: inner }, ...spotsOf(inner)]);
}

/** A half character cannot be written in an address. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

const retargeted = (request: FuzzRequest, change: (target: string) => string): FuzzRequest => ({
  ...request,
  target: change(request.target),
});

function badCursor(chance: Chance): string {
  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return chance.oneOf([
    () => 'x',
    () => '====',
    () => packed(null),
    () => packed([]),
    () => packed({ list: 'verdicts', before: 1, asOf: 1 }),
    () => packed({ list: 'verdicts:', before: 1e300, asOf: 2 ** 53 - 1 }),
    () => Buffer.from('{"__proto__":{}}').toString('base64url'),
    () => Buffer.from([0xff, 0xfe, 0]).toString('base64url'),
    () => 'A'.repeat(501),
    () => '%',
    () => packed('['.repeat(300)),
  ])();
}
