import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
beforeAll(async () => {
  service = await makeTestService();
  await request(service.http).post('/v1/incidents').send(report()).expect(201);
  const unknown = { reportId: 'second', candidates: [{ actor: 'Brigade Nobody Knows' }] };
  await request(service.http).post('/v1/incidents').send(report(unknown)).expect(201);
});
afterAll(() => service.close());

type Found = {
  items: unknown[];
  features: unknown[];
  agreements: { counted: number }[];
  ledgers: { counted: number }[];
};
const addresses: readonly (readonly [string, (body: Found) => number | undefined])[] = [
  ['/v1/verdicts', ({ items }) => items.length],
  ['/v1/verdicts.geojson', ({ features }) => features.length],
  ['/v1/summary', ({ agreements }) => agreements[0]?.counted],
  ['/v1/ledger', ({ ledgers }) => ledgers[0]?.counted],
];

describe.each(addresses)('the filter party of %s', (address, found) => {
  const get = (party: string) => request(service.http).get(address).query({ party });
  const count = async (party: string) => {
    const { body, text } = await get(party).expect(200);
    return found(Object.keys(body).length > 0 ? body : JSON.parse(text));
  };

  it('takes any name of a group, and one that only a report has', async () => {
    expect([await count('russia'), await count('Россия'), await count('RUSSIA')]).toEqual([1, 1, 1]);
    expect([await count('turkey'), await count('Brigade Nobody Knows')]).toEqual([0, 1]);
  });

  it('refuses a name that nobody knows, because nothing found would look like nothing done', async () => {
    const { body } = await get('jaish-al-islan').expect(400);
    expect(body).toMatchObject({ code: 'unknown-parameter', errors: [{ pointer: 'party', got: 'jaish-al-islan' }] });
    expect(body.errors[0].nearest).not.toEqual([]);
    await get('a\u0000b').expect(400);
  });
});
