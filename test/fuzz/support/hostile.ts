import { gzipSync } from 'node:zlib';
import type { Chance } from './chance.js';
import { oddNumber, oddText, randomLetters } from './odd-texts.js';
import { type FuzzRequest, withHeader } from './request.js';
import { type Draft, written } from './valid-request.js';

/** Requests that want to break something. */

type Attack = (draft: Draft, chance: Chance) => FuzzRequest | undefined;

const onBody =
  (change: (text: string, chance: Chance) => string | Uint8Array): Attack =>
  (draft, chance) => {
    const request = written(draft, '');
    if (request.body === undefined) return undefined;
    return { ...request, body: Buffer.from(change(Buffer.from(request.body).toString('utf8'), chance)) };
  };

const attacks: Readonly<Record<string, Attack>> = {
  'nested deep': onBody((text, chance) => {
    const depth = chance.oneOf([60, 64, 65, 1_000, 100_000]);
    const deep = chance.yes()
      ? `${'['.repeat(depth)}${']'.repeat(depth)}`
      : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    return chance.yes() ? deep : text.replace(/"[^"]*"(?=[,}])/, () => deep);
  }),
  'nested and not closed': onBody((_, chance) =>
    chance.oneOf(['[', '{"a":', '[{"', '"\\']).repeat(chance.oneOf([10, 5_000, 100_000])),
  ),
  'a number that is none': onBody((text, chance) =>
    text.replace(
      /:(-?\d+(\.\d+)?|"[^"]*")/,
      () => `:${chance.oneOf([oddNumber(chance), 'NaN', 'Infinity', '-', '01', '1.', '.5', '+1', '0x1', '1e'])}`,
    ),
  ),
  'an odd text in the body': onBody((text, chance) => {
    const odd = JSON.stringify(oddText(chance));
    const spots = [...text.matchAll(/"[^"\\]{1,80}"/g)];
    if (spots.length === 0) return text;
    const { 0: found, index } = chance.oneOf(spots);
    return text.slice(0, index) + odd + text.slice(index + found.length);
  }),
  'keys that meddle': onBody((text, chance) =>
    text.replace(
      /\{/,
      `{${chance.oneOf(['"__proto__":{"admin":true}', '"constructor":{"prototype":{}}', '"\\u005f_proto__":1', '"toString":1', '"hasOwnProperty":1'])},`,
    ),
  ),
  'keys that stand twice': onBody((text) => text.replace(/\{("[^"]*":)("[^"]*"|\d+)/, '{$1$2,$1$2')),
  'bytes that are no UTF-8': onBody((text, chance) => {
    const bytes = Buffer.from(text);
    for (let count = chance.between(1, 4); count > 0 && bytes.length > 0; count -= 1)
      bytes[chance.below(bytes.length)] = chance.oneOf([0x80, 0xc0, 0xff, 0xfe, 0xed, 0xf8, 0]);
    return bytes;
  }),
  'bytes at random': onBody((text, chance) => {
    const bytes = Buffer.from(text);
    for (let count = chance.between(1, 8); count > 0 && bytes.length > 0; count -= 1)
      bytes[chance.below(bytes.length)] = chance.below(256);
    return bytes;
  }),
  'another encoding': onBody((text, chance) =>
    chance.oneOf([
      () => Buffer.from(text, 'utf16le'),
      () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      () => Buffer.from(`\ufeff${text}`),
      () => Buffer.from(`\ufeff\ufeff${text}`),
      () => Buffer.from(text, 'latin1'),
    ])(),
  ),
  'cut short': onBody((text, chance) => text.slice(0, chance.below(text.length + 1))),
  'more behind it': onBody(
    (text, chance) => text + chance.oneOf(['x', '{}', '\u0000', '\n\n', ',', ']', ' '.repeat(9_000), text]),
  ),
  'nothing but blanks': onBody((_, chance) =>
    chance.oneOf([' ', '\n', '\r', '\u00a0', '\ufeff', '\t\v\f']).repeat(chance.oneOf([0, 1, 60_000])),
  ),
  'other ends of lines': onBody((text, chance) =>
    text.replace(/[\n,]/g, () => chance.oneOf(['\r', '\n\r', '\u2028', '\r\n,', '\n'])),
  ),
  'very long': onBody((text, chance) =>
    text.replace(/"[^"]*"(?=[,}\]])/, () =>
      JSON.stringify('x'.repeat(chance.oneOf([501, 10_001, 300_000, 1_100_000]))),
    ),
  ),
  'very many keys': onBody((text) =>
    text.replace('{', `{${Array.from({ length: 20_000 }, (_, key) => `"k${key}":0,`).join('')}`),
  ),
  'many faults on many lines': onBody(
    (_, chance) => `[${`1e999,${chance.oneOf(['\n', '\n\n\n', ''])}`.repeat(60_000)}1]`,
  ),
  'gzip that bursts': (draft, chance) =>
    packed(
      draft,
      gzipSync(Buffer.alloc(chance.oneOf([2, 8]) * 1024 * 1024, chance.oneOf(['0', '\n', '[', '"', ' ', ',']))),
    ),
  'gzip that is broken': (draft, chance) => {
    const bytes = gzipSync(Buffer.from(draft.bytes ?? JSON.stringify(draft.body ?? {})));
    const how = chance.below(5);
    if (how === 0) return packed(draft, bytes.subarray(0, chance.below(bytes.length)));
    if (how === 1) return packed(draft, Buffer.concat([bytes, bytes]));
    if (how === 2) return packed(draft, Buffer.concat([bytes, Buffer.from('behind')]));
    if (how === 3) return packed(draft, gzipSync(bytes));
    bytes[chance.below(bytes.length)] = chance.below(256);
    return packed(draft, bytes);
  },
  'gzip of nothing': (draft, chance) =>
    packed(draft, chance.oneOf([Buffer.alloc(0), gzipSync(''), Buffer.from([0x1f, 0x8b])])),
  'escapes that are none': (draft, chance) => {
    const request = written(draft, '');
    const odd = chance.oneOf([
      '%',
      '%0',
      '%zz',
      '%ff',
      '%c0%af',
      '%ed%a0%80',
      '%00',
      '%2e%2e%2f',
      '%25',
      '%u0041',
      '%0d%0aX:%20y',
      '+',
      '%2B',
      '%20',
      '&&&',
      '=',
      '&=&',
      '#',
      ';',
      '?',
      '??',
    ]);
    const path = request.target.split('?')[0] as string;
    const segment = draft.operation.path.split('/').findIndex((each) => each.startsWith('{'));
    const way = chance.below(3);
    if (way === 0) return { ...request, target: `${request.target}${request.target.includes('?') ? '&' : '?'}${odd}` };
    if (way === 1 && segment > 0)
      return {
        ...request,
        target: path
          .split('/')
          .map((each, at) => (at === segment ? odd : each))
          .join('/'),
        operation: undefined,
      };
    return { ...request, target: `${path}${odd}`, operation: undefined };
  },
  'very many parameters': (draft, chance) => {
    const request = written(draft, '');
    const many = chance.oneOf(['a=1', 'limit=1', 'x', '=', 'asOf=1&cursor=x', '%41=1']);
    return {
      ...request,
      target: `${request.target.split('?')[0]}?${`${many}&`.repeat(Math.floor(chance.oneOf([3_000, 13_000]) / (many.length + 1)))}`,
    };
  },
  'a very long address': (draft, chance) => {
    const request = written(draft, '');
    return {
      ...request,
      target: `${request.target}${chance.oneOf(['/a', 'a', '%2f', '?'])}`.padEnd(chance.oneOf([4_000, 15_000]), 'a/'),
      operation: undefined,
    };
  },
  'a page beside the operations': (_, chance) => {
    const target = chance.oneOf([
      '/',
      '/docs',
      '/docs/',
      '/docs/swagger-ui.css',
      '/docs/start.js',
      '/docs/favicon-32x32.png',
      '/docs/../package.json',
      '/docs/%2e%2e/package.json',
      '/openapi.json',
      '/openapi.yaml',
      '/openapi',
      '/metrics',
      '/.git/config',
      '*',
      '/favicon.ico',
    ]);
    const request: FuzzRequest = {
      operation: undefined,
      method: chance.oneOf(['GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE']),
      target,
      headers: [],
      done: '',
    };
    const more = chance.oneOf([
      [],
      ['Range', 'bytes=0-9'],
      ['Range', 'bytes=999999999-'],
      ['Range', 'bytes=5-1'],
      ['If-Match', '"x"'],
      ['If-Unmodified-Since', 'Tue, 01 Jan 1980 00:00:00 GMT'],
      ['If-None-Match', '*'],
      ['Accept', 'image/png'],
      ['Host', 'example.org'],
    ]);
    return more.length === 0 ? request : withHeader(request, more[0] as string, more[1] as string);
  },
  'a body that comes in pieces': (draft) => {
    const request = written(draft, '');
    return request.body === undefined ? undefined : { ...request, chunked: true };
  },
  'letters at random': onBody((_, chance) => randomLetters(chance, chance.below(2_000))),
};

const packed = (draft: Draft, body: Uint8Array): FuzzRequest | undefined =>
  draft.operation.method === 'get'
    ? undefined
    : { ...withHeader(written(draft, ''), 'content-encoding', 'gzip'), body };

export function hostile(draft: Draft, chance: Chance): FuzzRequest {
  for (;;) {
    const [name, attack] = chance.oneOf(Object.entries(attacks));
    const made = attack(draft, chance);
    if (made !== undefined) return { ...made, done: name };
  }
}
