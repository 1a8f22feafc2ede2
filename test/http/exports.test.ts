import { once } from 'node:events';
import { createServer, get as httpGet, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitMany } from '../../src/actions/submit-many.js';
import { incidentSchema } from '../../src/domain/incident.js';
import { copyVerdict } from '../helpers/many-verdicts.js';
import { expectAsSaid } from '../helpers/openapi.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

let service: TestService;
let server: Server;
beforeAll(async () => {
  service = await makeTestService();
  server = createServer(service.http).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [id] = await submit(1, 'r');
  await copyVerdict(service.database, String(id), 1199);
  await submit(1, 'elsewhere', {
    place: { lon: -3.7, lat: -40.4, pcode: 'SY0501' },
    sources: [{ name: 'ACLED', url: null, licence: 'CC BY-NC 4.0' }],
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await service.close();
});

/** @returns the ids of the verdicts */
async function submit(count: number, name: string, change: object = {}): Promise<string[]> {
  const reports = Array.from({ length: count }, (_, index) =>
    incidentSchema.parse(report({ reportId: `${name}-${index}`, ...change })),
  );
  const rulebook = service.context.rulebook();
  const answers = await submitMany(service.context, rulebook, 'local', reports);
  return answers.flatMap((answer) => ('verdicts' in answer ? answer.verdicts.map(({ id }) => id) : []));
}
const get = (path: string) =>
  request(server)
    .get(path)
    .buffer(true)
    .parse(asText as never);
const asText = (response: IncomingMessage, done: (error: Error | null, body: string) => void) => {
  const pieces: Buffer[] = [];
  response
    .on('data', (piece: Buffer) => pieces.push(piece))
    .on('end', () => done(null, Buffer.concat(pieces).toString()));
};
const idsOf = {
  geojson: (text: string) => JSON.parse(text).features.map(({ id }: { id: string }) => id),
  csv: (text: string) => (parse(text, { columns: true }) as { id: string }[]).map(({ id }) => id),
  ndjson: (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).id),
} as const;
const endings = Object.keys(idsOf) as (keyof typeof idsOf)[];

async function listed(filter = ''): Promise<string[]> {
  const ids: string[] = [];
  let next = '';
  for (;;) {
    const { body } = await request(server).get(`/v1/verdicts?limit=500${filter}${next}`).expect(200);
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    if (body.next === undefined) return ids;
    next = `&cursor=${body.next}`;
  }
}

describe.each(endings)('/v1/verdicts.%s', (ending) => {
  it('holds every verdict that the list has, in the same order', async () => {
    const answer = await get(`/v1/verdicts.${ending}`).expect(200);
    expectAsSaid('get', `/v1/verdicts.${ending}`, { ...answer, status: 200, body: answer.body } as never);
    expect(idsOf[ending](answer.body)).toEqual(await listed());
    const { revision } = (await request(server).get('/v1/verdicts?limit=1')).body;
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="verdicts-${revision}.${ending}"`);
  });

  it('takes the filters of the list, and refuses what the list refuses', async () => {
    for (const filter of [
      'outcome=violation&bbox=-4,-41,-3,-40',
      'party=turkey',
      'reading=government&contested=true&to=2016-03-09T11:15:00%2B02:00',
    ])
      expect(idsOf[ending]((await get(`/v1/verdicts.${ending}?${filter}`).expect(200)).body)).toEqual(
        await listed(`&${filter}`),
      );
    expectAsSaid(
      'get',
      `/v1/verdicts.${ending}`,
      await request(server).get(`/v1/verdicts.${ending}?agreement=syria-2061`).expect(400),
    );
    await request(server).get(`/v1/verdicts.${ending}?limit=3`).expect(400);
  });

  it('shows one revision, whatever arrives while the reader takes it', async () => {
    const then = await listed();
    const slow = httpGet({ port: (server.address() as AddressInfo).port, path: `/v1/verdicts.${ending}` });
    const [answer] = (await once(slow, 'response')) as [IncomingMessage];
    await submit(3, `meanwhile-${ending}`);
    const text = await new Promise<string>((resolve) => asText(answer, (_error, body) => resolve(body)));
    expect(idsOf[ending](text)).toEqual(then);
    expect(await listed()).toHaveLength(then.length + 3);
    const past = await get(`/v1/verdicts.${ending}?asOf=700`).expect(200);
    expect(idsOf[ending](past.body)).toEqual(then.slice(-700));
  });

  it('is cut off, never ended, when the database fails in the middle', async () => {
    const { client } = service.database;
    const query = client.query.bind(client);
    let pages = 0;
    client.query = (...asked: unknown[]) => {
      const { sql } = asked[1] as { sql: string };
      if (/v"?`?\.[`"]summary/.test(sql) && ++pages === 2) return Promise.reject(new Error('the disk is gone'));
      return query(...asked);
    };
    try {
      const asked = httpGet({ port: (server.address() as AddressInfo).port, path: `/v1/verdicts.${ending}` });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      expect(answer.statusCode).toBe(200);
      answer.resume();
      await expect(once(answer, 'end')).rejects.toThrow('aborted');
      expect(pages).toBe(2);
    } finally {
      client.query = query;
    }
  });

  it('costs nothing while nothing changes', async () => {
    const { headers } = await get(`/v1/verdicts.${ending}`).expect(200);
    await request(server).get(`/v1/verdicts.${ending}`).set('If-None-Match', String(headers.etag)).expect(304);
  });
});

describe('an exported verdict', () => {
  it('has its area, its sources with their licences, and a link that leads to it', async () => {
    const { body } = await get('/v1/verdicts.csv?bbox=-4,-41,-3,-40&hxl=1&bom=1')
      .expect(200)
      .expect('content-type', 'text/csv; charset=utf-8');
    expect(body.startsWith('\uFEFFid,link,')).toBe(true);
    const [, row] = parse(body, { columns: true, bom: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      area: 'SY05',
      lat: '-40.4',
      lon: '-3.7',
      sources: 'ACLED',
      sourceUrls: '',
      licences: 'CC BY-NC 4.0',
    });
    for (const reading of ['text', 'government', 'opposition']) expect(row).toHaveProperty(`${reading}:outcome`);
    const verdict = await fetch(String(row?.link));
    expect(await verdict.json()).toMatchObject({ id: row?.id, outcome: row?.outcome });
  });

  it('is a disc on request', async () => {
    const { body } = await get('/v1/verdicts.geojson?bbox=36,35,37,36&asOf=1&discs=1').expect(200);
    expect(JSON.parse(body).features[0].geometry.type).toBe('Polygon');
  });
});
