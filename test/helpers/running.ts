import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../src/config.js';
import { type Running, run } from '../../src/main.js';
import { GOOD_RULES } from '../rulebook/rule-folders.js';
import { type Answer, post, reportOf } from './writers.js';

/** The whole service, listening, in this process, by a rulebook so small that starting costs little. */
export const runOn = (databaseUrl: string): Promise<Running> =>
  run({ ...readConfig({}), port: 0, databaseUrl, rules: GOOD_RULES, publish: 'manual', log: 'silent' });

/** A folder of a test's own, and how to be rid of it. */
export async function ownFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'truce-fault-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One report alone; the service must answer, whatever it says. */
export async function send(address: string, reportId: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await post(address, '/v1/incidents', JSON.stringify(reportOf(reportId)), headers);
  if (answer === undefined || answer === 'not-there') throw new Error('the service does not answer at all');
  return answer;
}

/** One that is refused: its status, its code, and when to come again. */
export function refusal({ status, text, headers }: Answer) {
  return { status, code: JSON.parse(text).code, again: Number(headers.get('retry-after')) };
}

export const statusOf = async (address: string, path: string): Promise<number> => {
  const answer = await fetch(`${address}${path}`);
  await answer.text();
  return answer.status;
};

/** Asks until it is so; the test ends by its own limit where it never is. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await pause(20);
}
