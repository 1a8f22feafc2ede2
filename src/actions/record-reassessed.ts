import { type Cause, keepCause } from '../store/causes.js';
import { insertChanges, type NewChange } from '../store/changes.js';
import type { Transaction } from '../store/connect.js';
import type { ReassessmentCounts } from '../store/reassessments.js';
import type { LockedRevision } from '../store/revision.js';
import { stillStanding } from '../store/standing-incidents.js';
import type { NewVerdict } from '../store/verdict-rows.js';
import { endVerdict, insertVerdicts } from '../store/verdicts.js';
import type { Otherwise } from './judge-again.js';
import { inOrder, supersede, verdictChange } from './supersede.js';

/**
 * Puts into the record what came out otherwise: new verdicts, and the end of those that they take the place of. Incidents
 * that somebody corrected or withdrew meanwhile are left: a correction was judged by the rulebook that is live.
 * @param at milliseconds since 1970
 * @returns what was done, of all that is counted
 */
export async function recordReassessed(
  transaction: Transaction,
  revision: LockedRevision,
  found: readonly Otherwise[],
  at: number,
): Promise<Pick<ReassessmentCounts, 'superseded' | 'added' | 'ended' | 'flipped' | 'possibleFlipped'>> {
  const standing = await stillStanding(
    transaction,
    found.map(({ incident }) => incident),
  );
  const done = { superseded: 0, added: 0, ended: 0, flipped: 0, possibleFlipped: 0 };
  const verdicts: NewVerdict[] = [];
  const changes: NewChange[] = [];
  const causes = new Map<string, number>();
  for (const each of found) {
    const { incident, before } = each;
    if (!standing.has(incident.id)) continue;
    const agreements = each.verdicts.map(({ judgement }) => judgement.agreement);
    const about = { incident: incident.id, at };
    const { numbers, ends, changes: ended } = supersede(before, agreements, about, () => revision.take(1)[0] as number);
    const fresh = each.verdicts.map((verdict, index): NewVerdict => {
      const supersedes = before.get(verdict.judgement.agreement);
      const numbered = { ...verdict, number: numbers[index] as number, judgedAt: at };
      return supersedes === undefined ? numbered : { ...numbered, supersedes };
    });
    verdicts.push(...fresh);
    for (const { verdict, number } of ends) await endVerdict(transaction, verdict, number);
    const agreementOf = new Map([
      ...fresh.map(({ id, judgement }) => [id, judgement.agreement] as const),
      ...[...before].map(([agreement, id]) => [id, agreement] as const),
    ]);
    for (const change of [...fresh.map(verdictChange), ...ended]) {
      const because = each.because.get(agreementOf.get(change.verdictId) ?? '') ?? [];
      changes.push({ ...change, cause: await causeOf(transaction, causes, because) });
    }
    const replaced = fresh.filter(({ supersedes }) => supersedes !== undefined).length;
    done.superseded += replaced;
    done.added += fresh.length - replaced;
    done.ended += ends.length - replaced;
    done.flipped += each.flipped;
    done.possibleFlipped += each.possibleFlipped;
  }
  await insertVerdicts(transaction, verdicts);
  await insertChanges(transaction, inOrder(changes));
  return done;
}

async function causeOf(transaction: Transaction, known: Map<string, number>, because: readonly Cause[]) {
  const key = JSON.stringify(because);
  const number = known.get(key) ?? (await keepCause(transaction, because));
  known.set(key, number);
  return number;
}
