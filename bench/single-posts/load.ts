import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Posting reports one at a time: as fast as answers come, or at times of the sender's own. */

export interface Target {
  readonly address: string;
  readonly agent: Agent;
}

export const target = (address: string): Target => ({ address, agent: new Agent({ keepAlive: true }) });

/** @throws Error for any answer but 201 */
function post({ address, agent }: Target, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${address}/v1/incidents`, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        if (answer.statusCode === 201) resolve();
        else reject(new Error(`${answer.statusCode} ${Buffer.concat(parts).toString().slice(0, 2000)}`));
      });
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** So many senders, each posting its next report when its last was answered. @returns posts per second */
export async function closedLoop(to: Target, bodies: readonly string[], senders: number): Promise<number> {
  let next = 0;
  const start = performance.now();
  const send = async () => {
    while (next < bodies.length) await post(to, bodies[next++] as string);
  };
  await Promise.all(Array.from({ length: senders }, send));
  return (bodies.length / (performance.now() - start)) * 1000;
}

/**
 * Posts arrive at random moments, so many a second on average, whether or not earlier ones were answered.
 * @returns how long each took from the moment it was due, in milliseconds, the shortest first
 */
export async function openLoop(
  to: Target,
  bodies: readonly string[],
  perSecond: number,
  random: () => number,
): Promise<number[]> {
  const took: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  let due = start;
  for (const body of bodies) {
    due += (-Math.log(1 - random()) / perSecond) * 1000;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    const was = due;
    running.push(post(to, body).then(() => void took.push(performance.now() - was)));
  }
  await Promise.all(running);
  return took.sort((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
