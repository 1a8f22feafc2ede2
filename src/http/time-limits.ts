import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { Problem } from '../domain/problem.js';
import { sendProblem } from './problems.js';

/**
 * How long a sender may take. A whole request must have arrived in a minute, so that nobody holds connections by sending
 * drop by drop. A streamed body may take as long as it likes while bytes keep coming. Node's own requestTimeout knows one
 * limit for all requests of a server, so it is switched off and held here, for each request.
 */

const WHOLE_REQUEST_MS = 60_000;
/** A streamed body that brings nothing for so long is taken to be abandoned. */
const IDLE_MS = 120_000;
/** What is still sent after the answer has ended is read and thrown away for so long, so that the answer is seen. */
const LINGER_MS = 5_000;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Answers 408 and hangs up when a request has not arrived whole in time. */
export function limitRequestTime(milliseconds = WHOLE_REQUEST_MS): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (request.complete) return;
      // Refused before it had come whole, say: nothing more can be told, and a header set now would end the process.
      if (response.headersSent) return void request.destroy();
      response.set('Connection', 'close');
      response.once('finish', () => request.destroy());
      sendProblem(response, tooSlow(`The request did not arrive in ${milliseconds / 1000} seconds`));
    }, milliseconds);
    timers.set(request, timer.unref());
    request.once('close', () => clearTimeout(timer));
    next();
  };
}

/**
 * Lifts the limit on the whole request and holds one on every pause in it instead.
 * @returns the body's bytes as they come
 * @throws Problem `too-slow` when nothing comes for so long
 */
export function limitPauses(
  request: IncomingMessage,
  response: ServerResponse,
  milliseconds = IDLE_MS,
): AsyncIterable<Uint8Array> {
  clearTimeout(timers.get(request));
  response.once('finish', () => {
    if (!request.complete) setTimeout(() => request.destroy(), LINGER_MS).unref();
  });
  // The connection is still needed for the answer, wherever reading ends.
  return untilIdle(request.iterator({ destroyOnReturn: false }), milliseconds);
}

async function* untilIdle(source: AsyncIterator<Uint8Array>, milliseconds: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const idle = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(tooSlow(`Nothing more of the body arrived in ${milliseconds / 1000} seconds`)),
        milliseconds,
      );
    });
    try {
      const step = await Promise.race([source.next(), idle]);
      if (step.done === true) return;
      yield step.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

const tooSlow = (what: string) => new Problem('too-slow', `${what}; send it again.`);
