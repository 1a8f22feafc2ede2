import type { CheckedVerdict } from '../actions/checked-verdict.js';
import { differenceText } from '../domain/differences.js';
import type { Verified } from './verify-tally.js';

/** What a verification found, for people. */

const number = (value: number) => value.toLocaleString('en');
const counted = (count: number, one: string, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** Everything that is amiss with one verdict, whole. */
export function findingText({ verdictId, notReplayed, differences, secondOpinion = [] }: CheckedVerdict): string {
  const lines = [
    `${verdictId}${notReplayed === undefined ? ' differs' : ` could not be judged again: ${notReplayed}`}`,
  ];
  lines.push(...differences.map(differenceText));
  for (const { reading, outcome, possible, seen, agrees, disagreements } of secondOpinion) {
    if (agrees) continue;
    const verdict = outcome === 'undetermined' ? `undetermined (${possible.join(' or ')})` : outcome;
    lines.push(`  ${reading}: json-rules-engine comes to ${seen.join(' or ')}, the verdict is ${verdict}`);
    for (const { candidate, completion, outcome: got, possible: allowed } of disagreements)
      lines.push(
        `    candidate ${candidate}, completion ${completion}: ${got}, where ${allowed.join(' or ')} is possible`,
      );
  }
  return `${lines.join('\n')}\n`;
}

/** The summary. What was only sampled is said. */
export function verifiedText(verified: Verified): string {
  const { verdicts, tally, seconds } = verified;
  const lines = [
    `${counted(verdicts, 'verdict')}: ${number(tally.replayed)} judged again, ${counted(tally.differences, 'difference')}.`,
  ];
  for (const [why, count] of tally.notReplayed) lines.push(`  ${number(count)} not judged again: ${why}.`);
  if (tally.redacted > 0)
    lines.push(
      `  ${number(tally.redacted)} not judged again: facts of the report were redacted. What is left was checked.`,
    );
  if (tally.hashGone > 0)
    lines.push(
      `  ${number(tally.hashGone)} judged again from a report of which something was redacted that no rule reads: its hash could not be checked.`,
    );
  lines.push(...opinionLines(verified));
  lines.push(tally.fine(verdicts) ? `All as it was, in ${seconds} s.` : `NOT ALL AS IT WAS. Took ${seconds} s.`);
  return `${lines.join('\n')}\n`;
}

function opinionLines({ tally, ran, sampling }: Verified): string[] {
  if (sampling === undefined) return ['json-rules-engine was not asked.'];
  const { checked, disagreements, readings, fewest } = tally;
  const firm = counted(readings.firm, 'firm outcome');
  const open = `${number(readings.undetermined)} undetermined`;
  return [
    `json-rules-engine: ${counted(checked, 'completion')} checked, ${counted(disagreements, 'disagreement')}, on ${firm} and ${open}.`,
    `  A candidate under a reading with fewer than ${number(sampling.exhaustiveBelow)} completions was checked on all of them, ` +
      `any other on a sample of ${number(sampling.samples)}.`,
    `  ${number(readings.exhaustive)} of the outcomes were checked on all completions; ` +
      `${fewest === undefined ? 'no firm one was sampled' : `a firm one that was sampled, on ${number(fewest)} at the least`}.`,
    `  The same rules on the same facts were run once: ${counted(ran ?? 0, 'run')}.`,
  ];
}
