import type { Scope } from '../../src/domain/access.js';
import { type Answered, type Keyed, serveWithKeys } from './asked-with-keys.js';

/** Two records that differ only in what some keys may not see: whatever such a key asks, both must answer the same. */

export interface Side {
  readonly keyed: Keyed;
  /** One for each of the callers. */
  readonly keys: readonly string[];
  readonly incidents: readonly string[];
}
type Question = Parameters<Keyed['ask']>[1];

/**
 * @param callers the scopes of those who ask
 * @param fill puts the reports in. @returns the ids of its incidents
 */
export async function makeSide(
  callers: readonly (readonly Scope[])[],
  fill: (keyed: Keyed) => Promise<readonly string[]>,
): Promise<Side> {
  const keyed = await serveWithKeys();
  const keys: string[] = [];
  for (const scopes of callers) keys.push(await keyed.key('somebody', scopes));
  return { keyed, keys, incidents: await fill(keyed) };
}

/** @returns where the two answer one caller differently; ids, tags of addresses that hold one, and ports may differ */
export async function differing(
  sides: readonly Side[],
  caller: number,
  asked: (side: Side) => readonly Question[],
): Promise<string[]> {
  const [one, other] = sides.map((side) => ({ side, questions: asked(side) }));
  const found: string[] = [];
  for (const [index, question] of (one?.questions ?? []).entries()) {
    const second = other?.questions[index];
    if (one === undefined || other === undefined || second === undefined) throw new Error('asked of one side only');
    const listed = question.path === second.path;
    const first = comparable(await one.side.keyed.ask(String(one.side.keys[caller]), question), listed);
    const again = comparable(await other.side.keyed.ask(String(other.side.keys[caller]), second), listed);
    if (first !== again) found.push(`${question.path} as ${question.accept}: ${firstDifference(first, again)}`);
  }
  return found;
}

/** What may differ: ids, in the order in which they come, also inside cursors. */
function comparable({ status, headers, text }: Answered, listed: boolean): string {
  const opened = text.replace(/"next":"([\w-]+)"/g, (_, cursor) => Buffer.from(cursor, 'base64url').toString());
  const seen = new Map<string, number>();
  const plain = opened.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    seen.set(id, seen.get(id) ?? seen.size);
    return `#${seen.get(id)}`;
  });
  // Of an address that holds an id, the tag does too.
  return JSON.stringify([
    status,
    listed ? headers.etag : '',
    headers['content-type'],
    plain.replace(/127.0.0.1:\d+/g, ''),
  ]);
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return `${one.slice(Math.max(0, at - 80), at + 80)} | ${other.slice(Math.max(0, at - 80), at + 80)}`;
}

/** The current verdicts, asked for with the key of the first caller. */
export async function verdictsOf({ keyed, keys }: Side): Promise<string[]> {
  const { text } = await keyed.ask(String(keys[0]), { path: '/v1/verdicts', accept: 'application/json' });
  return (JSON.parse(text).items as { id: string }[]).map(({ id }) => id);
}

/** A question that sends JSON. */
export const sendingJson = (body: unknown) => ({
  accept: 'application/json',
  body: { type: 'application/json', text: JSON.stringify(body) },
});
