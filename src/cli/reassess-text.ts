import type { ReassessmentDocument } from '../actions/read-reassessments.js';

/** What `truce reassess` prints for people. */

/** How far one is, and what came of it. */
export function reassessmentLines(each: ReassessmentDocument): string[] {
  const when = each.finishedAt ?? each.startedAt ?? each.plannedAt;
  const states = {
    planned: `planned at ${when}`,
    running: `${Math.floor(each.share * 10_000) / 100} % done${each.workedOn ? '' : ', and nobody works on it now'}`,
    finished: `finished at ${when}`,
    superseded: `taken over at ${when} by ${each.supersededBy}`,
  };
  const counts = [
    `${each.looked} incidents looked at, ${each.judged} judgements made again`,
    `${each.superseded} superseded (${each.flipped} with another outcome, ${each.possibleFlipped} with another possibility)`,
    `${each.added} added, ${each.ended} ended`,
  ];
  return [
    `${each.id}: ${states[each.state]}`,
    `  rulebook ${each.to}, published by ${each.who}`,
    ...counts.map((line) => `  ${line}`),
  ];
}

/** @param items the latest first */
export const reassessmentsText = (items: readonly ReassessmentDocument[]): string =>
  items.length === 0
    ? 'Nothing was ever planned to be judged again.\n'
    : `${items.flatMap((each) => reassessmentLines(each)).join('\n')}\n`;
