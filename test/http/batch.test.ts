import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../src/domain/problem.js';
import { batchLine, batchStop, batchSummary } from '../../src/http/batch-lines.js';
import { makeTestService, report, storedRows, type TestService } from '../helpers/service.js';
import { duplex, type Line, sendWhole } from './support/duplex.js';

let service: TestService;
let server: Server;
let port: number;
beforeEach(async () => {
  service = await makeTestService();
  server = createServer(service.http).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await service.close();
});

const NDJSON = { 'content-type': 'application/x-ndjson' };
const PATH = '/v1/incidents/batch';
const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  sendWhole(port, PATH, { ...NDJSON, ...headers }, body);
const ndjson = (lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const named = (reportId: string, change = {}) => report({ reportId, ...change });
const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => named(`r-${from + index}`));
const asSaid = z.union([batchLine, batchSummary, batchStop]);

describe('POST /v1/incidents/batch', () => {
  it('answers a line for each line in order, a bad one costing only itself, and a summary', async () => {
    const lines = [
      JSON.stringify(named('a')),
      '{"reportId": ',
      '',
      JSON.stringify(named('a')),
      JSON.stringify(named('a', { kind: 'shelling' })),
      JSON.stringify({ reportId: 'b', knid: 'shelling' }),
      JSON.stringify(named('c', { candidates: [{ actor: 'nobody-knows-them' }] })),
    ];
    const { status, headers, lines: answer } = await post(lines.join('\n'));
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/x-ndjson');
    for (const line of answer) asSaid.parse(line);
    expect(answer.map(({ line, status }) => [line, status])).toEqual([
      [1, 201],
      [2, 422],
      [4, 200],
      [5, 409],
      [6, 422],
      [7, 201],
      [undefined, undefined],
    ]);
    expect(answer[0]).toMatchObject({
      id: expect.stringMatching(/^inc_/),
      outcome: 'violation',
      outcomes: { 'syria-2016': { text: 'violation' } },
    });
    expect(answer[2].id).toBe(answer[0].id);
    expect(answer[1].problem).toMatchObject({ code: 'bad-incident', status: 422 });
    expect(answer[3].problem).toMatchObject({ code: 'report-differs' });
    expect(answer[4].problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/knid');
    expect(answer[5].warnings.map(({ pointer }: Line) => pointer)).toContain('/candidates/0/actor');
    expect(answer.at(-1)).toEqual({
      summary: {
        read: 6,
        stored: 2,
        unchanged: 1,
        refused: 3,
        skipped: 0,
        complete: true,
        rulebook: service.context.rulebook().hash,
        revision: 2,
      },
    });
    expect((await storedRows(service.database)).incidents).toBe(2);
  });

  it('says of any mixture of lines what sending each by itself would have said', async () => {
    const line = fc.oneof(
      fc.record({ id: fc.nat(4), kind: fc.constantFrom('airstrike', 'shelling') }),
      fc.constantFrom('{', '[]', 'null'),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        run += 1;
        const known = new Map<number, string>();
        const wanted = lines.map((each) => {
          if (typeof each === 'string') return 422;
          const before = known.get(each.id);
          known.set(each.id, before ?? each.kind);
          return before === undefined ? 201 : before === each.kind ? 200 : 409;
        });
        const text = lines.map((each) =>
          typeof each === 'string' ? each : JSON.stringify(named(`${run}-${each.id}`, { kind: each.kind })),
        );
        const { lines: answer } = await post(text.join('\n'));
        expect(answer.slice(0, -1).map(({ status }) => status)).toEqual(wanted);
        expect(answer.at(-1).summary).toMatchObject({ read: lines.length, complete: true });
      }),
      { numRuns: 15 },
    );
  });

  it('takes a JSON array, by the number of the element', async () => {
    const body = `[${JSON.stringify(named('a'))},\n{"reportId": "x",\n ${JSON.stringify(named('b'))}]`;
    const { lines } = await post(body, { 'content-type': 'application/json; charset=utf-8' });
    expect(lines.map(({ line, status }) => [line, status]).slice(0, -1)).toEqual([
      [1, 201],
      [2, 422],
      [3, 201],
    ]);
  });

  it('shows only what was not stored where the client prefers it', async () => {
    const body = ndjson([named('a'), { reportId: 'b' }, named('a')]);
    const { headers, lines } = await post(body, { prefer: 'respond-async, return=minimal' });
    expect(headers['preference-applied']).toBe('return=minimal');
    expect(lines).toMatchObject([{ line: 2, status: 422 }, { summary: { read: 3, stored: 1, unchanged: 1 } }]);
    expect((await post(body, { prefer: 'return=representation' })).headers['preference-applied']).toBeUndefined();
  });

  it('answers an empty body with a summary of nothing', async () => {
    expect((await post('')).lines).toMatchObject([{ summary: { read: 0, stored: 0, revision: 0, complete: true } }]);
  });

  it('answers what was sent before the rest is, and other requests meanwhile', async () => {
    const sender = duplex(port, PATH, NDJSON);
    sender.send(many(3));
    expect((await sender.next()).status).toBe(201);
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await health.json()).toEqual({ status: 'alive' });
    sender.send(many(40, 3));
    const list = await fetch(`http://127.0.0.1:${port}/v1/incidents`);
    expect(list.status).toBe(200);
    const rest = await sender.rest();
    expect(rest.slice(0, -1).map(({ line }: Line) => line)).toEqual(
      Array.from({ length: 42 }, (_, index) => index + 2),
    );
    expect(rest.at(-1).summary).toMatchObject({ read: 43, stored: 43 });
  });

  it('keeps what was stored when the client hangs up, and nothing half; sending it again stores nothing twice', async () => {
    const sender = duplex(port, PATH, NDJSON);
    sender.send(many(12));
    await sender.next();
    sender.send(['{"reportId": "half']);
    sender.request.destroy();
    const { lines } = await post(ndjson(many(30)));
    const { stored, unchanged, complete } = lines.at(-1).summary;
    expect([stored + unchanged, complete]).toEqual([30, true]);
    expect(unchanged).toBeGreaterThan(0);
    const rows = await storedRows(service.database);
    expect(rows).toMatchObject({ incidents: 30, incident_versions: 30, verdicts: 30, changes: 30 });
  });

  it('ends without a summary when the service stops, with what was taken stored', async () => {
    const sender = duplex(port, PATH, NDJSON);
    sender.send(many(2));
    expect((await sender.next()).status).toBe(201);
    expect((await sender.next()).status).toBe(201);
    service.context.readiness = () => ({ ready: false, waitingFor: ['the service is stopping'] });
    expect(await sender.next()).toMatchObject({ problem: { code: 'not-ready' } });
    expect(await sender.next()).toBeUndefined();
    expect((await storedRows(service.database)).incidents).toBe(2);
    expect((await post('')).status).toBe(503);
  });

  it('says so in a last line when the database fails, and takes the rest when it is sent again', async () => {
    const sender = duplex(port, PATH, NDJSON);
    sender.send(many(2));
    await sender.next();
    await sender.next();
    await service.database.schema.renameTable('changes', 'lost');
    sender.send(many(5, 2));
    expect(await sender.next()).toMatchObject({ problem: { code: 'internal', status: 500 } });
    expect(await sender.next()).toBeUndefined();
    expect((await storedRowsOf('incidents')).length).toBe(2);
    await service.database.schema.renameTable('lost', 'changes');
    expect((await post(ndjson(many(7)))).lines.at(-1).summary).toMatchObject({ stored: 5, unchanged: 2 });
  });

  it('refuses an Idempotency-Key, which would promise what the reportId already gives', async () => {
    const { status, lines } = await post(ndjson(many(1)), { 'idempotency-key': 'abc' });
    expect(status).toBe(400);
    expect(lines[0]).toMatchObject({ code: 'bad-header', errors: [{ pointer: 'idempotency-key' }] });
    expect((await storedRows(service.database)).incidents).toBe(0);
  });
});

describe('a batch of CSV', () => {
  const csv = { 'content-type': 'text/csv; charset=utf-8' };
  const rows = [
    'report_id,from,time_zone,kind,actor,target,lat,lon,radius_km,colour',
    'p-1,2016-03-09,Asia/Damascus,airstrike,russian-aerospace-forces,jaish-al-islam,35.374,36.602,2,red',
    'p-2,2016-03-09,Asia/Damascus,airstrike,russian-aerospace-forces',
    'p-3,2016-03-09,Asia/Damascus,airstrik,russian-aerospace-forces,jaish-al-islam,35.374,36.602,2,red',
  ];

  it('is read by its profile, with what the profile does not know in the summary', async () => {
    const { status, lines } = await sendWhole(port, `${PATH}?profile=plain`, csv, rows.join('\n'));
    expect(status).toBe(200);
    for (const line of lines) asSaid.parse(line);
    expect(lines.slice(0, -1).map(({ line, status }) => [line, status])).toEqual([
      [2, 201],
      [3, 422],
      [4, 422],
    ]);
    const { read, stored, unknownColumns } = lines.at(-1).summary;
    expect([read, stored, unknownColumns.map(({ column }: Line) => column)]).toEqual([3, 1, ['colour']]);
    // Without a name it is the same profile.
    expect((await sendWhole(port, PATH, csv, rows.join('\n'))).lines[0].status).toBe(200);
  });

  it.each(['plane', '../../etc/passwd', '/etc/passwd'])('is refused by a profile that is none: %s', async (name) => {
    const { status, lines } = await sendWhole(
      port,
      `${PATH}?profile=${encodeURIComponent(name)}`,
      csv,
      rows.join('\n'),
    );
    expect([status, lines[0].code]).toEqual([400, 'unknown-parameter']);
    expect(lines[0].errors).toMatchObject([{ pointer: 'profile', got: name }]);
    expect(lines[0].errors[0].allowed).toContain('plain');
  });

  it('is refused where columns are missing, and a profile where there is no CSV', async () => {
    expect((await sendWhole(port, PATH, csv, 'report_id,frm\n')).lines[0]).toMatchObject({ code: 'bad-request' });
    const { status, lines } = await sendWhole(port, `${PATH}?profile=plain`, NDJSON, ndjson(many(1)));
    expect([status, lines[0].errors[0].pointer]).toEqual([400, 'profile']);
  });
});

describe('the body of a batch', () => {
  const refused = async (status: number, code: string, body: string | Uint8Array, headers: Record<string, string>) => {
    const answer = await post(body, headers);
    expect([answer.status, problemSchema.parse(answer.lines[0]).code]).toEqual([status, code]);
    expect((await storedRows(service.database)).incidents).toBe(0);
  };

  it('may be packed with gzip, in several members too', async () => {
    const packed = Buffer.concat([gzipSync(ndjson(many(2))), gzipSync(ndjson(many(2, 2)))]);
    const { lines } = await post(packed, { 'content-encoding': 'gzip' });
    expect(lines.at(-1).summary).toMatchObject({ read: 4, stored: 4 });
  });

  it('may not expand to far more than was sent: 413 before anything was taken', async () => {
    await refused(413, 'too-large', gzipSync(Buffer.alloc(8 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' });
  });

  it('that expands too far later ends with a line that says so, and no summary', async () => {
    const packed = gzipSync(Buffer.concat([Buffer.from(ndjson(many(1))), Buffer.alloc(64 * 1024 * 1024, 0x20)]));
    const sender = duplex(port, PATH, { ...NDJSON, 'content-encoding': 'gzip' });
    // The first report comes out of the first bytes; the rest is sent once it was answered.
    const cut = gzipSync(ndjson(many(1))).length + 64;
    sender.request.write(packed.subarray(0, cut));
    expect((await sender.next()).status).toBe(201);
    sender.request.write(packed.subarray(cut));
    expect(await sender.next()).toMatchObject({ problem: { code: 'too-large', status: 413 } });
    expect(await sender.next()).toBeUndefined();
  });

  it('is refused where the gzip is none, and told where it is cut short', async () => {
    await refused(400, 'not-gzip', 'hello', { 'content-encoding': 'gzip' });
    const packed = gzipSync(ndjson(many(2)));
    const { lines } = await post(packed.subarray(0, packed.length - 4), { 'content-encoding': 'gzip' });
    expect(lines.at(-1)).toMatchObject({ problem: { code: 'not-gzip' } });
    expect(lines.slice(0, -1).map(({ status }) => status)).toEqual([201, 201]);
  });

  it.each(['deflate', 'br', 'zstd', 'gzip, gzip'])('is refused with Content-Encoding %s', (encoding) =>
    refused(415, 'wrong-type', 'x', { 'content-encoding': encoding }),
  );

  it.each(['application/ndjson', 'text/plain', 'application/x-ndjson; charset=utf-16'])('is refused as %s', (type) =>
    refused(415, 'wrong-type', 'x', { 'content-type': type }),
  );

  it('is refused where it is said to be an array and is none', () =>
    refused(400, 'not-json', ndjson(many(1)), { 'content-type': 'application/json' }));
});

const storedRowsOf = (table: string) => service.database(table).select('*');
