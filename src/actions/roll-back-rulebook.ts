import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { rulebooksBeginning } from '../store/rulebooks.js';
import { LiveRulebookUnreadable, openKeptRulebook } from './live-rulebook.js';
import { type Published, type Publishing, publishRulebook } from './publish-rulebook.js';

export interface KeptAgain extends Omit<Publishing, 'folder'> {
  /** The hash of a rulebook that is kept, or the beginning of one that no other begins with. */
  readonly hash: string;
}

/**
 * Makes a rulebook live again that is kept. Its cases passed when it went live first, and are not run again: a way back is
 * needed most when something else is broken.
 * @throws Problem `not-found`, `bad-request` for a beginning that several share, `rules-refused` for one that this program
 * cannot judge by, `rulebook-differs`
 */
export async function rollBackRulebook(
  service: { readonly database: Database; now(): number },
  { hash: asked, ...publishing }: KeptAgain,
): Promise<Published & { readonly rulebook: Rulebook }> {
  const rulebook = await keptRulebook(service.database, await wholeHash(service.database, asked));
  return { ...(await publishRulebook(service, rulebook, publishing)), rulebook };
}

/**
 * The whole hash of the one kept rulebook that is meant.
 * @param asked with or without sha256:, whole or its beginning
 */
export async function wholeHash(database: Database, asked: string): Promise<string> {
  const digits = asked.replace(/^sha256:/, '').toLowerCase();
  const fault = (detail: string) => [{ pointer: '/hash', detail, got: asked }];
  const bad = (detail: string) =>
    new Problem('bad-request', `No rulebook can be told by that: it ${detail}.`, { faults: fault(detail) });
  if (!/^[0-9a-f]{4,64}$/.test(digits)) throw bad('must be a hash, or at least the first four of its digits');
  const [first, second] = await rulebooksBeginning(database, `sha256:${digits}`);
  if (first === undefined)
    throw new Problem('not-found', `No rulebook is kept under ${asked}; GET /v1/rulebook/publications lists them.`, {
      faults: fault('is the hash of no rulebook that is kept'),
    });
  if (second !== undefined) throw bad('begins the hashes of several rulebooks; give more of it');
  return first.hash;
}

async function keptRulebook(database: Database, hash: string): Promise<Rulebook> {
  try {
    return await openKeptRulebook(database, hash);
  } catch (error) {
    if (!(error instanceof LiveRulebookUnreadable)) throw error;
    throw new Problem('rules-refused', `The rulebook ${hash} cannot go live: ${error.message}.`, {
      faults: [{ pointer: '/hash', detail: error.message, got: hash }],
    });
  }
}
