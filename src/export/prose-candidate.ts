import type { CandidateVerdict, LiftingReason, TermReason } from '../domain/verdict.js';
import { clausesText } from './prose-reason.js';
import { outcomeWord, outcomeWords, partyName, type Writing } from './prose-words.js';

/** One candidate: who against whom, what it comes to, and by which terms and exceptions. */
export function candidateLines(candidate: CandidateVerdict, writing: Writing): string[] {
  const { wording } = writing;
  const { outcome, possible, grade } = candidate;
  const line = wording.say('candidate', {
    actor: partyName(candidate.actor, 'actor-unknown', writing),
    target: partyName(candidate.target, 'target-unknown', writing),
    grade: wording.say(grade === null ? 'grade-none' : `grade-${grade}`, {}),
    outcome: outcome === 'undetermined' ? outcomeWords(possible, writing) : outcomeWord(outcome, writing),
  });
  const lines = [line];
  if (!candidate.votes) lines.push(`  ${wording.say('candidate-does-not-vote', {})}`);
  const besides = clausesText(candidate.because, writing);
  if (besides !== '') lines.push(`  ${wording.say('sentence', { text: besides })}`);
  const missed = outcome === 'out_of_scope' || outcome === 'no_violation';
  for (const term of candidate.terms.filter((each) => each.state !== 'near' || missed))
    lines.push(...termLines(term, writing).map((each) => `  ${each}`));
  return lines;
}

function termLines(term: TermReason, writing: Writing): string[] {
  const { wording, definition } = writing;
  const { clause } = term;
  const text = definition.texts.find((each) => each.id === clause.text)?.title ?? clause.text;
  const lines = [
    wording.say(`term-${term.state}`, { term: term.id, says: clause.says, text, at: clause.at }),
    `  ${wording.say('because', { reasons: clausesText(term.because, writing) })}`,
  ];
  if (term.state === 'near' || term.state === 'unprotected') return lines;
  for (const lifting of term.lifting) {
    if (term.state === 'lifted' && lifting.holds === 'unknown') continue;
    const line = liftingLine(lifting, writing);
    if (line !== undefined) lines.push(`  ${line}`);
  }
  return lines;
}

/** An exception that lifts, may lift, or would lift but for the reading or a limit; nothing for one that is not met. */
function liftingLine(lifting: LiftingReason, writing: Writing): string | undefined {
  const { wording } = writing;
  const named = { exception: lifting.id, kind: wording.say(`kind-${lifting.kind}`, {}) };
  const reasons = () => clausesText(lifting.because, writing);
  if (lifting.accepted === false)
    return lifting.truth === 'true' ? wording.say('exception-not-accepted', named) : undefined;
  if (lifting.holds === 'true')
    return lifting.truth === 'true'
      ? wording.say('exception-lifts', { ...named, reasons: reasons() })
      : wording.say('exception-presumed-in', named);
  if (lifting.holds === 'unknown') return wording.say('exception-may-lift', { ...named, reasons: reasons() });
  const limit = lifting.defeatedBy?.find((each) => each.holds === 'true');
  if (lifting.truth === 'true' && limit !== undefined)
    return wording.say('exception-blocked', {
      exception: lifting.id,
      limit: limit.id,
      reasons: clausesText(limit.because, writing),
    });
  return lifting.truth === 'unknown' ? wording.say('exception-presumed-out', named) : undefined;
}
