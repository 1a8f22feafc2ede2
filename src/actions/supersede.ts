import type { Change } from '../store/changes.js';
import type { NewVerdict } from '../store/verdict-rows.js';

/** How verdicts take the place of others in the feed. Pure. */

interface About {
  readonly incident: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Supersession {
  /** One for each new verdict. */
  readonly numbers: readonly number[];
  /** What stands no longer, from which number on. */
  readonly ends: readonly { readonly verdict: string; readonly number: number }[];
  /** That they stand no longer, as the feed tells it. */
  readonly changes: readonly Change[];
}

/**
 * A verdict names the one it supersedes and comes first in the feed, so that a reader can replace it in one step; its end
 * follows. So at each number one verdict of an incident and agreement is current, or none.
 * @param before the ids of the verdicts that are judged again, by agreement
 * @param agreements of the new verdicts, in their order
 */
export function supersede(
  before: ReadonlyMap<string, string>,
  agreements: readonly string[],
  about: About,
  nextNumber: () => number,
): Supersession {
  const numbers: number[] = [];
  const ends: Supersession['ends'][number][] = [];
  const changes: Change[] = [];
  for (const agreement of agreements) {
    const number = nextNumber();
    numbers.push(number);
    const verdict = before.get(agreement);
    if (verdict === undefined) continue;
    ends.push({ verdict, number });
    changes.push(endChange(nextNumber(), 'superseded', verdict, about));
  }
  for (const [agreement, verdict] of before) {
    if (agreements.includes(agreement)) continue;
    const number = nextNumber();
    ends.push({ verdict, number });
    changes.push(endChange(number, 'superseded', verdict, about));
  }
  return { numbers, ends, changes };
}

/** The change that ends a verdict. */
export const endChange = (
  number: number,
  type: 'superseded' | 'withdrawn',
  verdictId: string,
  { incident, at }: About,
): Change => ({ number, type, verdictId, incidentId: incident, at });

/** The change that a verdict came with. */
export const verdictChange = ({ number, id, judgement, supersedes, judgedAt }: NewVerdict): Change => ({
  number,
  type: 'verdict',
  verdictId: id,
  incidentId: String(judgement.incident.id),
  ...(supersedes === undefined ? {} : { supersedes }),
  at: judgedAt,
});

export const inOrder = <T extends Change>(changes: readonly T[]): T[] =>
  [...changes].sort((a, b) => a.number - b.number);
