import { describe, expect, it } from 'vitest';
import { allowedHost, readWebhookUrl } from '../../src/domain/webhook-url.js';
import { knownAddress } from '../../src/outgoing/address-kinds.js';
import { makeCourier } from '../../src/outgoing/courier.js';
import { resolvingTo } from '../helpers/receivers.js';

const PUBLIC = ['1.1.1.1', '8.8.8.8', '93.184.215.14', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0'];
const MORE_PUBLIC = ['192.0.3.0', '11.0.0.0', '126.255.255.255', '128.0.0.0', '223.255.255.255', '169.253.255.255'];
const PUBLIC_6 = ['2606:4700::1111', '2a00:1450:4001:830::200e', '2001:200::1', '2620:4f:8001::1', '3ffe::1'];

const PRIVATE = [
  ...['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  ...['127.0.0.1', '127.255.255.254', '100.64.0.1', '100.127.255.255', '::1', 'fc00::1', 'fdff:ffff::1'],
  ...['fd00:ec2::254'],
];
const RESERVED = [
  ...['0.0.0.0', '0.255.255.255', '169.254.169.254', '169.254.0.1', '192.0.0.1', '192.0.0.170', '192.0.2.1'],
  ...['198.51.100.7', '203.0.113.9', '192.88.99.1', '192.52.193.1', '192.31.196.1', '192.175.48.1'],
  ...['198.18.0.1', '198.19.255.255', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...['::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1', '::127.0.0.1', '::8.8.8.8'],
  ...['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::a00:1', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  ...['fec0::1', 'ff02::1', '2002:7f00:1::', '2002:808:808::1', '2001::1', '2001:10::1', '2001:20::1'],
  ...['2001:db8::1', '3fff::1', '2620:4f:8000::1', '4000::1', '5f00::1', '100::1', 'e000::1'],
  ...['not-an-address', '', '127.1', '999.1.1.1'],
];

describe('an address', () => {
  it.each([...PUBLIC, ...MORE_PUBLIC, ...PUBLIC_6])('%s is of the internet', (address) => {
    expect(knownAddress(address)).toMatchObject({ kind: 'public' });
  });
  it.each(PRIVATE)('%s is private, and the operator may allow it', (address) => {
    expect(knownAddress(address)).toMatchObject({ kind: 'private' });
  });
  it.each(RESERVED)('%s is nobody’s to send to, whoever allows it', (address) => {
    expect(knownAddress(address)).toMatchObject({ kind: 'reserved' });
  });
});

const none = makeCourier({ allowed: new Set(), resolve: resolvingTo({ 'hooks.example.org': '93.184.215.14' }) });

describe('the address of a webhook', () => {
  it.each([
    ...['http://2130706433/', 'http://0x7f000001/', 'http://0x7f.1/', 'http://017700000001/', 'http://127.1/'],
    ...[
      'http://0177.0.0.1/',
      'http://127.0.0.1./',
      'http://１２７.0.0.1/',
      'http://[::1]/',
      'http://[::ffff:10.0.0.1]/',
    ],
    ...[
      'http://[::ffff:7f00:1]/',
      'http://[0:0:0:0:0:0:0:1]/',
      'http://[64:ff9b::10.0.0.1]/',
      'https://10.0.0.1:8443/',
    ],
    ...[
      'https://0/',
      'https://169.254.169.254/latest/meta-data/',
      'https://2852039166/',
      'http://0251.0376.0251.0376/',
    ],
    ...[
      'https://localhost/',
      'https://LOCALHOST/',
      'https://ⓛocalhost/',
      'https://localhost./',
      'https://a.localhost/',
    ],
    ...['https://metadata/', 'https://user:word@hooks.example.org/', 'https://hooks.example.org@10.0.0.1/'],
    ...['https://hooks.example.org./', 'https://hooks.example.org/#part', 'https://hooks.example.org:22/'],
    ...[
      'https://hooks.example.org:25/',
      'https://hooks.example.org:0/',
      'ftp://hooks.example.org/',
      'file:///etc/passwd',
    ],
    ...['gopher://hooks.example.org/', 'javascript:alert(1)', '//hooks.example.org/', 'hooks.example.org', ''],
    ...['https://hooks.example.org/a b', 'https:\\\\hooks.example.org', 'https://hooks.exa\tmple.org/', 'https://'],
    ...['https://1.2.3.4.5/', 'https://256.1.1.1/', 'https://[fe80::1%25eth0]/', 'https://[::1', 'data:text/plain,x'],
  ])('%s is refused, saying why', async (url) => {
    const { faults } = await none.examine(url, false);
    expect(faults).not.toEqual([]);
    expect(faults.join()).toMatch(/^(must |\S+ is |\S+ resolves )/);
  });

  it.each([
    'https://hooks.example.org/truce?for=us',
    'https://HOOKS.example.org:443/',
    'https://hooks.example.org:8443/',
    'https://93.184.215.14/',
    'https://0x5db8d70e/',
    'https://[2606:4700::1111]/',
  ])('%s is taken', async (url) => {
    expect(await none.examine(url, true)).toEqual({ faults: [], warnings: [] });
  });

  it('is refused when only one of the addresses of its name is private', async () => {
    const names = { 'two.example.org': ['93.184.215.14', 'fd00::7'] };
    const { faults } = await makeCourier({ allowed: new Set(), resolve: resolvingTo(names) }).examine(
      'https://two.example.org/',
      false,
    );
    expect(faults).toEqual([
      'two.example.org resolves to fd00::7, which is a unique local address; the operator may allow it by TRUCE_WEBHOOK_ALLOW',
    ]);
  });

  it('gets a warning where its name does not resolve, and where it is not encrypted', async () => {
    expect(await none.examine('https://later.example.org/', false)).toEqual({
      faults: [],
      warnings: ['later.example.org does not resolve (ENOTFOUND); it is tried anew with every message'],
    });
    const open = await none.examine('http://hooks.example.org/', false);
    expect(open).toMatchObject({ faults: [], warnings: [expect.stringContaining('not encrypted')] });
    const confidential = await none.examine('http://hooks.example.org/', true);
    expect(confidential.faults).toEqual([expect.stringContaining('must begin with https://')]);
  });
});

describe('what the operator allows', () => {
  const allowed = new Set(
    ['hooks.internal', '10.0.0.5:8080', '[fd00::7]', 'localhost:9000'].map((each) => allowedHost(each) ?? ''),
  );
  const courier = makeCourier({
    allowed,
    resolve: resolvingTo({
      'hooks.internal': '10.1.2.3',
      localhost: ['127.0.0.1', '::1'],
      'other.internal': '10.1.2.3',
    }),
  });

  it.each([
    'http://hooks.internal/',
    'https://hooks.internal:22/',
    'http://10.0.0.5:8080/',
    'http://[fd00::7]:1/',
    'http://localhost:9000/',
  ])('lets %s pass', async (url) => {
    expect((await courier.examine(url, true)).faults).toEqual([]);
  });
  it.each([
    'https://other.internal/',
    'https://10.0.0.5/',
    'https://10.0.0.6:8080/',
    'http://localhost/',
    'https://[fd00::8]/',
  ])('does not let %s pass', async (url) => {
    expect((await courier.examine(url, false)).faults).not.toEqual([]);
  });
  it('never reaches link-local addresses, such as those that hand out the credentials of a machine', async () => {
    const metadata = makeCourier({
      allowed: new Set(['hooks.internal']),
      resolve: resolvingTo({ 'hooks.internal': '169.254.169.254' }),
    });
    expect((await metadata.examine('http://hooks.internal/', false)).faults).toEqual([
      'hooks.internal resolves to 169.254.169.254, which is a link-local address',
    ]);
  });
  it.each([
    ['Hooks.Internal', 'hooks.internal'],
    ['10.0.0.5:08080', '10.0.0.5:8080'],
    ['0x7f.1', '127.0.0.1'],
    ['[FD00::7]:80', '[fd00::7]:80'],
    ['http://hooks.internal', undefined],
    ['hooks.internal/path', undefined],
    ['a@b', undefined],
    ['hooks.internal:0', undefined],
    ['hooks.internal:65536', undefined],
    ['hooks.internal.', undefined],
    ['fd00::7', undefined],
    ['', undefined],
  ])('is written as %s and read as %s', (text, read) => {
    expect(allowedHost(text)).toBe(read);
  });
  it('is told every fault of an address at once', () => {
    const read = readWebhookUrl('http://user:word@hooks:22/#x', { allowed: new Set(), confidential: true });
    expect('faults' in read ? read.faults : []).toHaveLength(5);
  });
});
