import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { FuzzRequest } from './request.js';

/** Sends requests as they are, over connections that are kept, and ends what does not end. */

export interface FuzzAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The asker hung up. */
  readonly cut: boolean;
}

/** Whoever has no answer by then never gets one: the slowest machine checks rule files in a fraction of it. */
const NEVER_MS = 90_000;
/** How long is listened to what has no end. */
const LISTEN_MS = 30;

export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** @returns the answer; undefined where it was hung up before one began @throws when none ever comes */
  send({ method, target, headers, body, chunked, endless }: FuzzRequest): Promise<FuzzAnswer | undefined> {
    return new Promise((resolve, reject) => {
      let answered = false;
      const length: [string, string][] = body === undefined || chunked ? [] : [['content-length', String(body.length)]];
      const request = httpRequest({
        host: '127.0.0.1',
        port: this.#port,
        method,
        path: target,
        agent: this.#agent,
      });
      const deadline = setTimeout(() => {
        reject(new Error(`no answer in ${NEVER_MS / 1000} seconds`));
        request.destroy();
      }, NEVER_MS);
      const end = (answer: FuzzAnswer | undefined) => {
        clearTimeout(deadline);
        resolve(answer);
      };
      const hangUp = () => {
        if (!answered) end(undefined);
        request.destroy();
      };
      if (endless === true) setTimeout(hangUp, LISTEN_MS);
      request.on('error', (error) => {
        if (answered || endless === true) return end(undefined);
        clearTimeout(deadline);
        reject(error);
      });
      request.on('response', (response) => {
        answered = true;
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('close', () =>
          end({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
            cut: !response.complete,
          }),
        );
        response.on('error', () => undefined);
      });
      for (const [name, value] of [...headers, ...length]) request.setHeader(name, value);
      if (body === undefined) return void request.end();
      if (chunked !== true) return void request.end(body);
      const half = Math.floor(body.length / 2);
      request.write(body.subarray(0, half));
      request.end(body.subarray(half));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
