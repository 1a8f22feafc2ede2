import { Problem } from '../domain/problem.js';
import type { Publication, PublicationKind } from '../domain/publication.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Database } from '../store/connect.js';
import { insertPublication, latestPublication } from '../store/publications.js';
import type { Reassessment } from '../store/reassessments.js';
import { write } from '../store/revision.js';
import { keepRulebook } from '../store/rulebooks.js';
import { planReassessment } from './plan-reassessment.js';

export interface Publishing {
  readonly kind: PublicationKind;
  readonly who: string;
  readonly why: string;
  readonly folder?: string | undefined;
  /** The hash that the publisher believes to be live; where another is, nothing is changed. */
  readonly ifLive?: string | undefined;
}
export interface Published {
  /** False where this rulebook was live already, and nothing was changed. */
  readonly published: boolean;
  /** Of what is live now; absent where it was live without ever having been published. */
  readonly publication?: Publication;
  /** What is to be judged again because of it. */
  readonly reassessment?: Reassessment;
}

/**
 * Makes a rulebook the live one: the whole of it by its hash, who did it and why, and the plan of what is to be judged
 * again, in one transaction. Whoever judges at the same time judges again under it.
 * @param rulebook loads, and its cases pass: that is for the caller to see to
 * @throws Problem `rulebook-differs` where another is live than the publisher believes
 */
export async function publishRulebook(
  { database, now }: { readonly database: Database; now(): number },
  rulebook: Pick<Rulebook, 'hash' | 'source'>,
  { kind, who, why, folder, ifLive }: Publishing,
): Promise<Published> {
  return write(database, async (transaction, revision) => {
    const live = revision.live();
    const { hash } = rulebook;
    if (live === hash || (live !== undefined && kind === 'initial')) {
      const publication = await latestPublication(transaction);
      return { published: false, ...(publication === undefined ? {} : { publication }) };
    }
    if (ifLive !== undefined && ifLive !== live) throw differs(ifLive, live);
    const at = now();
    if (await keepRulebook(transaction, rulebook, at))
      revision.record({ at, who: 'truce', what: 'rulebook-kept', subject: hash, after: hash });
    const publication = await insertPublication(transaction, {
      hash,
      ...(live === undefined ? {} : { previous: live }),
      kind,
      who,
      why,
      at,
      ...(folder === undefined ? {} : { folder }),
    });
    revision.publish(hash);
    const what = kind === 'rollback' ? 'rulebook-rolled-back' : 'rulebook-published';
    revision.record({ at, who, what, subject: hash, ...(live === undefined ? {} : { before: live }), after: hash });
    const reassessment = await planReassessment(transaction, revision, { from: live, to: hash, at, who });
    return { published: true, publication, ...(reassessment === undefined ? {} : { reassessment }) };
  });
}

const differs = (believed: string, live: string | undefined) =>
  new Problem(
    'rulebook-differs',
    `The live rulebook is ${live ?? 'none yet'}, not ${believed}, and nothing was changed. Look at what it says, and publish what still holds.`,
    {
      faults: [{ pointer: '/ifLive', detail: 'is not the hash of the live rulebook', got: believed }],
      see: '/v1/rulebook',
    },
  );
