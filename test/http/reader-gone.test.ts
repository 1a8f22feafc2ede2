import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type Response } from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listChangesEndpoint } from '../../src/http/operations/list-changes.js';
import { serveEndpoint } from '../../src/http/serve-endpoint.js';
import { makeTestService, type TestService } from '../helpers/service.js';

let service: TestService;
beforeEach(async () => {
  service = await makeTestService();
});
afterEach(() => service.close());

it('a reader who went while the key was looked up is waited for by nobody', async () => {
  const app = express();
  // In the place of the guard, which asks the database.
  app.use((_request, response: Response, next) => {
    response.once('close', () => setImmediate(next));
    reader.destroy();
  });
  const told = new Promise<boolean>((resolve) => {
    const handle: typeof listChangesEndpoint.handle = async ({ signal }) => {
      resolve(signal.aborted);
      return { status: 200, body: {} };
    };
    app.get('/', serveEndpoint({ ...listChangesEndpoint, handle }, service.context));
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
  reader.write('GET /?wait=60 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  expect(await told).toBe(true);
  server.close();
});
