import { Writable } from 'node:stream';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loggedError, makeLog } from '../../src/http/log.js';
import { makeHttp } from '../../src/http/make-http.js';
import { makeTestService, report, type TestService } from '../helpers/service.js';

/** What no line of the log may hold: it stands in every text that a person sends. */
const SECRET = 'Zenobia';

describe('the log', () => {
  let service: TestService;
  let http: ReturnType<typeof makeHttp>;
  let lines: string[];
  /** The last incident that could be stored. */
  let keys = 0;
  let known: { id: string; event: string };
  beforeAll(async () => {
    service = await makeTestService();
    lines = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(...String(chunk).trim().split('\n'));
        done();
      },
    });
    http = makeHttp(service.context, makeLog('info', destination));
  });
  afterAll(() => service.close());

  const told = (reportId: string, change: object = {}) =>
    report({
      reportId: `${SECRET}-${reportId}`,
      event: `${SECRET}-event`,
      notes: `${SECRET} saw it`,
      place: { name: `${SECRET} ford`, lon: 36.602, lat: 35.374, radiusKm: 2 },
      facts: { note: SECRET },
      ...change,
    });

  /** Every way to write, with the secret wherever a person may put words. */
  async function writeEverything(round: string): Promise<number[]> {
    const keyed = (path: string, body: object | string) =>
      request(http)
        .post(path)
        .set('Content-Type', 'application/json')
        .set('Idempotency-Key', `${round}-${++keys}-${SECRET}`)
        .send(typeof body === 'string' ? body : JSON.stringify(body));
    const statuses: number[] = [];
    const first = await keyed('/v1/incidents', told(`${round}-1`));
    const lines = [told(`${round}-2`), told(`${round}-3`)].map((each) => JSON.stringify(each)).join('\n');
    const batch = await request(http)
      .post('/v1/incidents/batch')
      .set('Content-Type', 'application/x-ndjson')
      .send(lines);
    known = first.body.incident ?? known;
    const { id, event } = known;
    statuses.push(first.status, batch.status);
    const corrected = told(`${round}-1`, { happened: 'confirmed', notes: `${SECRET} again` });
    const links = await request(http).get(`/v1/links?incident=${id}&limit=1`);
    const at = '2016-03-10T00:00:00Z';
    const said = { by: SECRET, text: SECRET, at };
    const evidence = { uri: `https://example.org/${SECRET}`, sha256: 'a'.repeat(64), kind: 'photo', note: SECRET };
    const writes: [string, object | string][] = [
      [`/v1/incidents/${id}/corrections?reason=${SECRET}`, corrected],
      ['/v1/judgements', { incident: told('judged') }],
      [`/v1/events/${event}/determinations`, { ...said, finding: 'violation' }],
      [`/v1/events/${event}/replies`, { ...said, kind: 'denial' }],
      [`/v1/incidents/${id}/evidence`, evidence],
      [
        `/v1/links/${links.body.items?.[0]?.id ?? 'lnk_1'}/decision`,
        { decision: 'rejected', by: SECRET, note: SECRET },
      ],
      ['/v1/rulebook/publish', { why: SECRET }],
      [`/v1/incidents/${id}/withdrawal`, { reason: SECRET }],
      ['/v1/incidents', `{"reportId": "${SECRET}", `],
      ['/v1/incidents', { ...told('wrong'), [SECRET]: SECRET }],
    ];
    for (const [path, body] of writes) statuses.push((await keyed(path, body)).status);
    const unknown = await request(http)
      .post('/v1/incidents')
      .set('Authorization', `Bearer truce_${SECRET}`)
      .send(told('x'));
    const asked = await request(http).get(`/v1/incidents?reportId=${SECRET}&event=${SECRET}`);
    statuses.push(unknown.status, asked.status);
    return statuses;
  }

  const clean = () => {
    for (const line of lines) expect(line.toLowerCase()).not.toContain(SECRET.toLowerCase());
  };

  it('holds nothing of what was written or asked, and the id of the request in every line', async () => {
    const statuses = await writeEverything('well');
    // 200: the batch and the judgement.
    expect(statuses).toEqual([201, 200, 201, 200, 201, 201, 201, 201, 422, 201, 400, 422, 401, 200]);
    clean();
    for (const line of lines) expect(JSON.parse(line).req.id).toMatch(/^[\w-]{36}$/);
  });

  it.each(['journal', 'incident_versions', 'verdict_marks', 'records', 'link_decisions', 'receipts'])(
    'holds nothing of it either where the database fails in the middle of a write, at %s',
    async (table) => {
      lines.length = 0;
      await service.database.raw(
        `CREATE TRIGGER cursed BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END`,
      );
      const statuses = await writeEverything(`cursed-${table}`);
      await service.database.raw('DROP TRIGGER cursed');
      expect(statuses).toContain(500);
      const failed = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'a request failed');
      expect(failed.length).toBeGreaterThan(0);
      for (const { err, req } of failed) {
        expect(err.message).toContain('the disk is on fire');
        expect(err.code).toBe('SQLITE_CONSTRAINT');
        expect(req.id).toMatch(/^[\w-]{36}$/);
      }
      clean();
    },
  );
});

describe('what a service that is not ready is asked', () => {
  it('is told as a warning in one line, without a stack', async () => {
    const service = await makeTestService();
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(...String(chunk).trim().split('\n'));
        done();
      },
    });
    const waiting = { ...service.context, readiness: () => ({ ready: false, waitingFor: ['the rulebook'] }) as const };
    await request(makeHttp(waiting, makeLog('info', destination)))
      .get('/ready')
      .expect(503);
    await service.close();
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 40, res: { status: 503 } }),
    ]);
    expect(lines[0]).not.toContain('stack');
  });
});

describe('an error in the log', () => {
  it('tells where in the schema it is, and none of the values that PostgreSQL quotes', () => {
    const error = Object.assign(new Error(`insert into "x" values ($1) - invalid input syntax: "${SECRET}"`), {
      code: '23505',
      detail: `Key (report_id)=(${SECRET}) already exists.`,
      where: `unnamed portal parameter $1 = '${SECRET}'`,
      constraint: 'incidents_reporter_report_id_unique',
      table: 'incidents',
      bindings: [SECRET],
    });
    const logged = loggedError(new Error('could not store', { cause: error }));
    expect(JSON.stringify(logged)).not.toContain(SECRET);
    expect(logged).toMatchObject({
      message: 'could not store',
      cause: { code: '23505', table: 'incidents', constraint: 'incidents_reporter_report_id_unique' },
    });
  });

  it.each([`{"a": "${SECRET}`, `["${SECRET}", 'b'`, SECRET])('tells nothing of a text that is no JSON: %s', (text) => {
    let thrown: unknown;
    try {
      JSON.parse(text);
    } catch (error) {
      thrown = error;
    }
    const logged = JSON.stringify(loggedError(thrown));
    expect(logged).toContain('SyntaxError');
    expect(logged).not.toContain(SECRET);
  });

  it('tells no more of what is no error than its kind', () => {
    expect(loggedError(SECRET)).toEqual({ type: 'string' });
  });
});
