import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../src/outgoing/checked-addresses.js';
import { type CourierSettings, makeCourier } from '../../src/outgoing/courier.js';
import type { Answered } from '../../src/outgoing/post-to.js';
import { newSecret, signedHeaders } from '../../src/outgoing/signature.js';
import { overWhen } from '../helpers/deadline.js';
import { type Receiver, resolvingTo, startReceiver } from '../helpers/receivers.js';

const never = new AbortController().signal;
let [receiver, inner] = [] as unknown as [Receiver, Receiver];
beforeAll(async () => {
  [receiver, inner] = [await startReceiver(), await startReceiver()];
});
beforeEach(() => {
  receiver.received.length = 0;
  inner.received.length = 0;
  receiver.answer = () => 204;
});
afterAll(async () => {
  await receiver.close();
  await inner.close();
});

const names = { 'hooks.test.example': '127.0.0.1', 'inner.test.example': '127.0.0.1' };
/** The one name is allowed, and no other, though all lead here. */
const courier = (more: Partial<CourierSettings> = {}) =>
  makeCourier({ allowed: new Set(['hooks.test.example']), resolve: resolvingTo(names), ...more });
const letter = (path = '/', headers: Record<string, string> = {}) => ({
  url: `http://hooks.test.example:${receiver.port}${path}`,
  confidential: false,
  headers,
  body: '{"type":"webhook.test"}',
});
const redirect = (status: number, location: string) => {
  receiver.answer = (_received, response) => {
    response.writeHead(status, { location }).end();
    return undefined;
  };
};

describe('a signature', () => {
  it('is what the reference of Standard Webhooks verifies, by each of two secrets, and by no third', () => {
    const [first, second, third] = [newSecret(), newSecret(), newSecret()];
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const body = '{"text":"حلب – Ford"}';
    const headers = signedHeaders({ id: 'msg_1', timestamp: Math.floor(Date.now() / 1000), body }, [first, second]);
    for (const secret of [first, second]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(third).verify(body, headers)).toThrow();
    expect(() => new Webhook(first).verify(body.replace('Ford', 'ford'), headers)).toThrow();
    expect(() => new Webhook(first).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
  });
});

it('is verified by the lines that receivers are given', async () => {
  const text = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? [];
  const { verified } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  const [first, second] = [newSecret(), newSecret()];
  const signed = { id: 'msg_1', timestamp: 1_800_000_000, body: '{"text":"حلب"}' };
  const headers = signedHeaders(signed, [first, second]);
  const at = signed.timestamp * 1000;
  expect([first, second].map((secret) => verified(secret, headers, signed.body, at))).toEqual([true, true]);
  expect(verified(newSecret(), headers, signed.body, at)).toBe(false);
  expect(verified(first, headers, `${signed.body} `, at)).toBe(false);
  expect(verified(first, headers, signed.body, at + 301_000)).toBe(false);
  expect(verified(first, {}, signed.body, at)).toBe(false);
});

describe('an attempt', () => {
  it('is posted to the address that was checked, whatever the machine makes of the name', async () => {
    const came = await courier().post(letter('/truce?for=us', { 'webhook-id': 'msg_1' }), never);
    expect(came).toMatchObject({ delivered: true, status: 204 });
    expect(receiver.received).toMatchObject([
      {
        path: '/truce?for=us',
        text: letter().body,
        headers: {
          host: `hooks.test.example:${receiver.port}`,
          'content-type': 'application/json',
          'webhook-id': 'msg_1',
        },
      },
    ]);
  });

  it.each([200, 201, 202, 299])('is taken with %d', async (status) => {
    receiver.answer = () => status;
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: true, status });
  });

  it.each([300, 301, 302, 303, 304, 400, 401, 404, 410, 429, 500, 503])('is not taken with %d', async (status) => {
    receiver.answer = () => status;
    const came = await courier().post(letter(), never);
    expect(came).toMatchObject({ delivered: false, status, error: `the answer was ${status}` });
    expect(receiver.received).toHaveLength(1);
  });

  it('tells how long the receiver wants to be left alone', async () => {
    receiver.answer = (_received, response) => {
      response.writeHead(503, { 'retry-after': '120' }).end();
      return undefined;
    };
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: false, status: 503, retryAfter: 120_000 });
  });

  it('reads no more of an answer than it has to, however long that is', async () => {
    let closed: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    receiver.answer = (_received, response) => {
      response.writeHead(200);
      response.on('close', closed);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
      return undefined;
    };
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: true, status: 200 });
    await ended;
  });

  it('is given up when it takes too long, in the connection and in the name', async () => {
    const late = new AbortController();
    receiver.answer = () => {
      late.abort();
      return undefined;
    };
    const deadline = overWhen(late.signal);
    const slow = { delivered: false, error: 'it took too long to answer' };
    expect(await courier({ deadline }).post(letter(), never)).toMatchObject(slow);
    const later = new AbortController();
    const resolve: Resolve = () => {
      later.abort();
      return new Promise(() => undefined);
    };
    expect(await courier({ deadline: overWhen(later.signal), resolve }).post(letter(), never)).toMatchObject(slow);
  });

  it('is taken when the answer breaks off behind its status', async () => {
    receiver.answer = (_received, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('and', () => response.destroy());
      return undefined;
    };
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: true, status: 200 });
  });

  it('ends with its signal, and says nothing then', async () => {
    const ending = new AbortController();
    receiver.answer = () => {
      ending.abort(new Error('the process stops'));
      return undefined;
    };
    await expect(courier().post(letter(), ending.signal)).rejects.toThrow('the process stops');
  });

  it('tells in a few words when there is nobody, or nobody who speaks HTTP', async () => {
    const mute = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as { port: number };
    const at = { ...letter(), url: `http://hooks.test.example:${port}/` };
    expect(await courier().post(at, never)).toMatchObject({
      delivered: false,
      error: expect.stringMatching(/^the connection failed: /),
    });
    await new Promise((resolve) => mute.close(resolve));
    expect(await courier().post(at, never)).toMatchObject({
      delivered: false,
      error: 'the connection failed: ECONNREFUSED',
    });
  });
});

describe('an address that turns out to be private', () => {
  it('gets nothing when its name resolved to a public one before', async () => {
    const answers = ['93.184.215.14', '127.0.0.1', '93.184.215.14', '127.0.0.1'];
    const resolve: Resolve = async () => [{ address: answers.shift() as string, family: 4 }];
    const url = `https://rebound.test.example:${receiver.port}/`;
    const sent: string[] = [];
    const connect = async (_url: URL, addresses: readonly { address: string }[]): Promise<Answered> => {
      sent.push(...addresses.map(({ address }) => address));
      return { status: 204 };
    };
    const bound = courier({ resolve, connect });
    expect(await bound.examine(url, false)).toEqual({ faults: [], warnings: [] });
    const refused =
      'rebound.test.example resolves to 127.0.0.1, which is a loopback address; the operator may allow it by TRUCE_WEBHOOK_ALLOW';
    expect(await bound.post({ ...letter(), url }, never)).toMatchObject({ delivered: false, error: refused });
    expect(await bound.post({ ...letter(), url }, never)).toMatchObject({ delivered: true });
    expect(await bound.post({ ...letter(), url }, never)).toMatchObject({ delivered: false, error: refused });
    expect(sent).toEqual(['93.184.215.14']);
  });

  it('is connected to where it was checked, though the name leads elsewhere in the next moment', async () => {
    let asked = 0;
    const resolve: Resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
    expect(await courier({ resolve }).post(letter(), never)).toMatchObject({ delivered: true });
    expect(asked).toBe(1);
  });

  it.each([
    ['a private address', () => `http://10.0.0.1:${inner.port}/`],
    ['this machine', () => `http://127.0.0.1:${inner.port}/`],
    ['this machine in other figures', () => `http://2130706433:${inner.port}/`],
    ['this machine in IPv6', () => `http://[::1]:${inner.port}/`],
    ['this machine in IPv6 of IPv4', () => `http://[::ffff:127.0.0.1]:${inner.port}/`],
    ['a name that resolves to this machine', () => `http://inner.test.example:${inner.port}/`],
    ['the same, without saying how', () => `//inner.test.example:${inner.port}/`],
    ['localhost', () => `http://localhost:${inner.port}/`],
    ['the credentials of a machine', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a name with a password', () => `http://a:b@hooks.test.example:${inner.port}/`],
    ['a file', () => 'file:///etc/passwd'],
    ['nowhere', () => 'http://'],
  ])('gets nothing by a redirect to %s', async (_name, location) => {
    for (const status of [307, 308]) {
      redirect(status, location());
      const came = await courier().post(letter(), never);
      expect(came.delivered).toBe(false);
      expect(came.error).toMatch(/redirect|resolves to|address/);
    }
    expect(inner.received).toEqual([]);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303])('by %d is not followed, as it may turn a post into a question', async (status) => {
    redirect(status, `http://hooks.test.example:${inner.port}/`);
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: false, status });
    expect(inner.received).toEqual([]);
  });

  it('by 307 or 308 is followed with the same message', async () => {
    redirect(308, `http://hooks.test.example:${inner.port}/moved`);
    expect(await courier().post(letter('/', { 'webhook-id': 'msg_1' }), never)).toMatchObject({ delivered: true });
    expect(inner.received).toMatchObject([{ path: '/moved', text: letter().body, headers: { 'webhook-id': 'msg_1' } }]);
  });

  it('is followed three times and no more', async () => {
    let hops = 0;
    receiver.answer = (_received, response) => {
      hops += 1;
      response.writeHead(307, { location: `/${hops}` }).end();
      return undefined;
    };
    expect(await courier().post(letter(), never)).toMatchObject({ delivered: false, error: 'more than 3 redirects' });
    expect(hops).toBe(4);
  });

  it('from https leads to no http', async () => {
    const asked: string[] = [];
    const connect = async (url: URL): Promise<Answered> => {
      asked.push(url.href);
      return { status: 307, location: asked.length === 1 ? 'https://b.example.org/' : 'http://a.example.org/open' };
    };
    const resolve: Resolve = async () => [{ address: '93.184.215.14', family: 4 }];
    const came = await courier({ connect, resolve }).post({ ...letter(), url: 'https://a.example.org/' }, never);
    expect(came).toMatchObject({ delivered: false, error: expect.stringContaining('leads from https to http') });
    expect(asked).toEqual(['https://a.example.org/', 'https://b.example.org/']);
  });
});
