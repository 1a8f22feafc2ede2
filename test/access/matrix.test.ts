import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey, revokeKey } from '../../src/actions/keys.js';
import { publishRulebook } from '../../src/actions/publish-rulebook.js';
import { type Caller, SCOPES, type Scope } from '../../src/domain/access.js';
import { endpoints } from '../../src/http/contract.js';
import { openapiOf } from '../../src/http/openapi.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';
import { PERMISSIONS } from './permissions.js';

/** Every operation × every scope and pair of scopes × no key, a foreign, a mistyped, a revoked and an expired one. */

let service: TestService;
let http: Express;
const keys = new Map<string, string>();
/** The ids that addresses are filled with: what is there belongs to another reporter than every key below. */
const ids: Record<string, string> = {};

const pairs = SCOPES.flatMap((one, index) => SCOPES.slice(index + 1).map((other) => [one, other]));
const holdings: readonly (readonly Scope[])[] = [
  ...SCOPES.map((scope) => [scope]),
  ...pairs,
  ['verdicts:read', 'incidents:read', 'locations:exact'],
  ['verdicts:read', 'rules:read', 'locations:exact'],
  SCOPES,
  // All but one: whatever still works does not need it.
  ...SCOPES.map((scope) => SCOPES.filter((each) => each !== scope)),
];
const nameOf = (scopes: readonly Scope[]) => scopes.join(' ');

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

async function keyFor(scopes: readonly Scope[], reporter = 'somebody', expiresAt: number | null = null) {
  const made = await createKey(service.context, 'test', { reporter, name: '', scopes, expiresAt });
  return made;
}

beforeAll(async () => {
  service = await makeTestService();
  ({ http } = service);
  const publishing = { kind: 'initial', who: 'test', why: 'to be asked for' } as const;
  await publishRulebook(service.context, service.shipped, publishing);
  await service.context.rules().folder.look();
  const { body } = await request(http).post('/v1/incidents').send(report()).expect(201);
  Object.assign(ids, { incident: body.incident.id, verdict: body.verdicts[0].id });
  for (const scopes of holdings) keys.set(nameOf(scopes), (await keyFor(scopes)).secret);
});
afterAll(() => service.close());

/** The address with everything in braces filled in. A stream is asked for its head: it would never end. */
function ask(
  { id, method, path }: { id: string; method: 'get' | 'post'; path: string },
  headers: Readonly<Record<string, string>>,
) {
  const wanted = path.includes('/verdicts/') ? ids.verdict : ids.incident;
  const address = path.replace(/\{\w+\}/g, path.startsWith('/v1/agreements') ? 'syria-2016' : String(wanted));
  if (id === 'streamRevisions') return request(http).head(address).set(headers);
  if (method === 'get') return request(http).get(address).set(headers);
  const type = id === 'submitBatch' ? 'application/x-ndjson' : 'application/json';
  return request(http).post(address).set(headers).set('Content-Type', type).send('{}');
}

/** What the hand-written table says. */
function permitted(operation: string, scopes: ReadonlySet<string>): boolean {
  const said = PERMISSIONS[operation] ?? '';
  if (said === 'everybody' || said === 'any key') return true;
  return said.split(', ').some((all) => all.split(' + ').every((scope) => scopes.has(scope)));
}

const operations = endpoints.map(({ operation }) => operation);

describe('The matrix of operations and keys', () => {
  it('names every operation of the contract, and none besides', () => {
    expect(Object.keys(PERMISSIONS).sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  for (const operation of operations)
    it(`${operation.id} answers only keys that are for it, and says to the others what they lack`, async () => {
      const before = await storedRows(service.database);
      let refused = 0;
      for (const scopes of holdings) {
        const answer = await ask(operation, bearer(keys.get(nameOf(scopes)) as string));
        const allowed = permitted(operation.id, new Set(scopes));
        const told = `${operation.id} with ${nameOf(scopes)} answers ${answer.status}`;
        expect([401, 403].includes(answer.status), told).toBe(!allowed && answer.status !== 401);
        expect(answer.status, told).toBeLessThan(500);
        if (allowed) continue;
        refused += 1;
        expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
        if (operation.id !== 'streamRevisions') expect(answer.body.code).toBe('scope-missing');
      }
      expect(refused === 0).toBe(['everybody', 'any key'].includes(PERMISSIONS[operation.id] as string));
      expect(await storedRows(service.database)).toEqual(before);
    });

  it('refuses whoever comes without a key, with one of another service, a mistyped, a revoked or an expired one', async () => {
    const foreign = await makeTestService();
    const all = { reporter: 'x', name: '', scopes: SCOPES, expiresAt: null };
    const { secret: elsewhere } = await createKey(foreign.context, 'test', all);
    await foreign.close();
    const gone = await keyFor(SCOPES);
    await revokeKey(service.context, 'test', gone.id);
    const expired = await keyFor(SCOPES, 'somebody', service.context.now() - 1);
    const good = keys.get(nameOf(SCOPES)) as string;
    const mistyped = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
    const ways = [
      ['no key', {}, 'no-key'],
      ['another service', bearer(elsewhere), 'bad-key'],
      ['mistyped', bearer(mistyped), 'bad-key'],
      ['revoked', bearer(gone.secret), 'bad-key'],
      ['expired', bearer(expired.secret), 'bad-key'],
      ['no bearer', { Authorization: `Basic ${good}` }, 'bad-key'],
      ['its hash', bearer('sha256:00'), 'bad-key'],
    ] as const;
    const before = await storedRows(service.database);
    for (const operation of operations)
      for (const [name, headers, code] of ways) {
        const answer = await ask(operation, headers);
        const told = `${operation.id}, ${name}`;
        if (PERMISSIONS[operation.id] === 'everybody') {
          expect(answer.status, told).toBe(200);
          continue;
        }
        expect(answer.status, told).toBe(401);
        expect(answer.headers['www-authenticate'], told).toMatch(/^Bearer/);
        if (operation.id !== 'streamRevisions') expect(answer.body.code, told).toBe(code);
      }
    expect(await storedRows(service.database)).toEqual(before);
  });

  it('is what openapi.yaml says of each operation', () => {
    const { paths } = openapiOf(endpoints) as { paths: Record<string, Record<string, { security: object[] }>> };
    for (const { id, path, method } of operations) {
      const security = paths[path]?.[method]?.security ?? [];
      const said = security.map((each) => Object.values(each)[0] as string[]);
      for (const scopes of holdings) {
        const caller: Caller = { reporter: 'x', scopes: new Set(scopes) };
        const fits = said.length === 0 || said.some((all) => all.every((scope) => caller.scopes.has(scope as Scope)));
        expect(fits, `${id} with ${nameOf(scopes)}`).toBe(permitted(id, caller.scopes));
      }
    }
  });
});
