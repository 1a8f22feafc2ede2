import { Problem } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { revisionState } from '../store/revision.js';
import { keptHashes } from '../store/rulebooks.js';
import type { KeptRulebooks } from './kept-rulebooks.js';

/** What a candidate is compared against: the live rulebook, or one that was kept. */

const HASH = /^(sha256:)?([0-9a-f]{6,64})$/;

/** Whether a text can be the hash of a rulebook, or the beginning of one. */
export const looksLikeHash = (text: string): boolean => HASH.test(text);

/** The live rulebook as the database has it; undefined where none was ever published. */
export async function liveRulebook(database: Database, kept: KeptRulebooks): Promise<Rulebook | undefined> {
  const { rulebook } = await revisionState(database);
  return rulebook === undefined ? undefined : built(kept, rulebook);
}

/**
 * @param hash whole, or as much of its beginning as only one kept rulebook has
 * @throws Problem `bad-request` where none or several are kept under it
 */
export async function keptRulebook(database: Database, kept: KeptRulebooks, hash: string): Promise<Rulebook> {
  const beginning = `sha256:${HASH.exec(hash)?.[2] ?? hash}`;
  const all = await keptHashes(database);
  const found = all.filter((each) => each.startsWith(beginning));
  const [only] = found;
  if (only !== undefined && found.length === 1) return built(kept, only);
  throw new Problem(
    'bad-request',
    found.length === 0
      ? `No rulebook of the hash ${hash} was ever kept here.`
      : `Several rulebooks begin with ${hash}.`,
    {
      faults: [
        {
          pointer: '/against',
          detail: 'must be the hash of one kept rulebook',
          got: hash,
          allowed: found.length > 0 ? found : all.slice(-10),
        },
      ],
    },
  );
}

/** @throws Error for one that this program cannot build, such as one of a newer format */
async function built(kept: KeptRulebooks, hash: string): Promise<Rulebook> {
  const { rulebook, differences } = await kept.get(hash);
  if (rulebook !== undefined) return rulebook;
  const [first] = differences;
  throw new Problem(
    'bad-request',
    `The rulebook ${hash} cannot be built by this version: ${first?.pointer} ${first?.detail}.`,
  );
}
