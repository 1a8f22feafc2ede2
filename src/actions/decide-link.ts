import type { Caller } from '../domain/access.js';
import { Problem } from '../domain/problem.js';
import type { LinkDecision } from '../domain/statement.js';
import type { Warning } from '../domain/verdict.js';
import { regroup } from '../store/event-members.js';
import { decisionHash } from '../store/journal-counterparts.js';
import { insertLinkDecisions, linkById, linkDecisions } from '../store/links.js';
import { currentRevision, write } from '../store/revision.js';
import { partyWarnings } from './party-warnings.js';
import { readLink } from './read-links.js';
import type { Service } from './service.js';

export interface LinkDecided {
  readonly status: 201 | 200;
  readonly link: Awaited<ReturnType<typeof readLink>>;
  readonly warnings: readonly Warning[];
  readonly revision: number;
}

/**
 * A person says whether two reports are of one act. Confirmed, their events are one from now on; rejected, also after it was
 * confirmed, they are apart again, unless something else ties them. The same decision again changes nothing.
 * @throws Problem `not-found`
 */
export async function decideLink(
  service: Service,
  caller: Caller,
  id: string,
  decided: LinkDecision,
): Promise<LinkDecided> {
  const { decision, by, note } = decided;
  const at = service.now();
  const done = await write(service.database, async (transaction, revision) => {
    const link = await linkById(transaction, id);
    if (link === undefined) throw new Problem('not-found', `There is no link ${JSON.stringify(id)}.`);
    const last = (await linkDecisions(transaction, id)).at(-1);
    if (last?.state === decision && last.by === by && last.note === (note ?? undefined)) return false;
    const [number] = revision.take(1) as [number];
    const added = { link: id, number, state: decision, by, note: note ?? undefined, at };
    await insertLinkDecisions(transaction, [added]);
    if (link.state === 'confirmed' || decision === 'confirmed')
      await regroup(transaction, [link.earlier.incident, link.later.incident]);
    revision.record({
      at,
      who: caller.reporter,
      what: `link-${decision}`,
      subject: id,
      after: decisionHash(added),
    });
    return true;
  });
  return {
    status: done ? 201 : 200,
    link: await readLink(service, id),
    warnings: partyWarnings(by, service.rulebook()),
    revision: await currentRevision(service.database),
  };
}
