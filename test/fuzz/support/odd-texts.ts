import type { Chance } from './chance.js';

/** Texts that have broken programs before. */
const odd: readonly string[] = [
  '',
  ' ',
  '\t',
  '.',
  '..',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202eabc\u202c',
  '\u200b\u200d\u2060',
  '\u2028\u2029',
  'é'.normalize('NFD'),
  `a${'\u0301'.repeat(300)}`,
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  '👩‍👩‍👧‍👦',
  'ﷺ'.repeat(50),
  'İstanbul ß ﬁ K',
  'كفر زيتا',
  "' OR '1'='1' --",
  "'; DROP TABLE incidents; --",
  '$1 ? :name ?? \\?',
  '%_%\\_%',
  '*) AND (1=1',
  '"',
  '`',
  '\\',
  '\r\nX-Injected: yes',
  '\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
  '<script>alert(1)</script>',
  '{{7*7}} #{7*7} %{7*7}',
  '=HYPERLINK("http://example.org")',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  'length',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  'true',
  '0',
  '-0',
  '1e400',
  '1e-400',
  '0x1f',
  '٣',
  '1_000',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '99999999999999999999',
  '-1',
  '-9223372036854775809',
  '2147483648',
  '4294967296',
  '0000000000000001',
  '1.0',
  '1,0',
  'W/"x"',
  '*',
  '[object Object]',
];

/** Times that are none, or that hardly are. */
const oddTimes: readonly string[] = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '+275761-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '9999-12-31T23:59:59-14:00',
  '9999-12-31',
  '10000-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2016-12-31T23:59:60Z',
  '2016-12-31T23:59:61Z',
  '2016-02-30T00:00:00Z',
  '2016-02-29T24:00:00Z',
  '2016-02-27T00:00:00',
  '2016-02-27T00:00:00+24:00',
  '2016-02-27T00:00:00+14:00',
  '2016-02-27T00:00:00-23:59',
  '2016-02-27T00:00:00-00:00',
  '2016-02-27t00:00:00z',
  '2016-02-27 00:00:00Z',
  '2016-02-27T00:00Z',
  '2016-02-27T00:00:00.1234567890123456789Z',
  '2016-W08-6',
  '2016-058',
  '27/02/2016',
  '1456531200',
  '2016-02-27T00:00:00[Asia/Damascus]',
  '2016-02-27',
  '2016-13-45',
];

export const oddTime = (chance: Chance): string => chance.oneOf(oddTimes);

/** @param longest how long a long one may be */
export function oddText(chance: Chance, longest = 20_000): string {
  const which = chance.below(12);
  if (which === 0) return chance.oneOf(oddTimes);
  if (which === 1) return chance.oneOf(['a', 'é', '-', '%', '\u0301', '"', '\\', '0']).repeat(chance.below(longest));
  if (which === 2) return randomLetters(chance, chance.below(40));
  if (which === 3) return chance.oneOf(odd) + chance.oneOf(odd);
  return chance.oneOf(odd);
}

/** Any code units, half characters among them. */
export const randomLetters = (chance: Chance, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(chance.yes(0.7) ? chance.below(128) : chance.below(65_536))).join(
    '',
  );

/** Numbers as they are written in JSON, of which JavaScript cannot hold every one. */
export const oddNumber = (chance: Chance): string =>
  chance.oneOf([
    ...['0', '-0', '-1', '1e400', '-1e400', '1e-400', '9007199254740991', '9007199254740992', '9007199254740993'],
    ...['0.1', '1.5', '1e308', '1e21', '-1e21', '180', '180.0000001', '-180', '90', '90.5', '-90', '20040', '20041'],
    ...['0.30000000000000004', '1E5', '1e5', '123456789012345678901234567890', '5e-324', '2147483648', '-2147483649'],
  ]);
