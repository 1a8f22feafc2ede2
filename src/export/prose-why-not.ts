import type { Alternative, Flip, ReadingWhyNot, WhyNot } from '../domain/why-not.js';
import type { Rulebook } from '../engine/rulebook.js';
import type { Language } from '../language/language.js';
import { page, writingOf } from './prose.js';
import { changeText } from './prose-change.js';
import { localized, outcomeWord, readingTitle, type Writing } from './prose-words.js';

/**
 * The answer to `--why-not` as plain prose.
 * @param rulebook the one it was searched under
 * @throws RangeError when the rulebook does not hold the agreement
 */
export function whyNotProse(answer: WhyNot, rulebook: Rulebook, language: Language): string {
  const writing = writingOf(answer.agreement, rulebook, language);
  const head = writing.wording.say('why-not', {
    outcome: outcomeWord(answer.outcome, writing),
    agreement: localized(writing.definition.title, writing),
  });
  return page([head, ...answer.readings.map((each) => readingText(each, answer, writing))], writing);
}

function readingText(told: ReadingWhyNot, { outcome: wanted }: WhyNot, writing: Writing): string {
  const { wording } = writing;
  const reading = readingTitle(told.reading, writing);
  const now = outcomeWord(told.outcome, writing);
  const outcome = outcomeWord(wanted, writing);
  if (told.answer === 'already') return wording.say('why-not-already', { reading });
  const lines: string[] = [];
  if (told.because !== undefined) lines.push(wording.say(`why-not-impossible-${told.because}`, { reading, now }));
  else if (told.answer === 'none-found') {
    const { changes: count, values } = told.searched;
    lines.push(wording.say('why-not-none', { reading, now, outcome, count, values }));
  } else {
    const count = told.alternatives[0]?.changes.length ?? 0;
    lines.push(wording.say('why-not-found', { reading, now, outcome, count }));
    for (const each of told.alternatives) lines.push(...alternativeLines(each, told.reading, writing));
    if (told.more > 0) lines.push(wording.say('why-not-more', { count: told.more }));
  }
  for (const { exception } of told.byRule) lines.push(wording.say('why-not-by-rule', { exception, outcome }));
  return lines.join('\n');
}

function alternativeLines({ changes, readings, alike }: Alternative, reading: string, writing: Writing): string[] {
  const { wording } = writing;
  const lines = changes.flatMap((change) => {
    const flips = change.flips.map((flip) => flipText(flip, writing)).filter((each) => each !== undefined);
    const then = flips.length === 0 ? [] : [wording.say('then-flips', { flips: wording.clauses(flips) })];
    return [changeText(change, writing), ...then];
  });
  if (alike > 0) lines.push(wording.say('change-alike', { count: alike }));
  const then = readings[reading];
  if (then !== undefined) lines.push(thenText(reading, then, writing));
  const others = Object.entries(readings).filter(([id]) => id !== reading);
  const list = others.map(([id, { outcome }]) =>
    wording.say('reading-says', { reading: readingTitle(id, writing), outcome: outcomeWord(outcome, writing) }),
  );
  if (list.length > 0) lines.push(wording.say('then-others', { list: wording.clauses(list) }));
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** What the reading asked about would say, with no more certainty than the report has (S16). */
function thenText(id: string, { outcome, standing }: Alternative['readings'][string], writing: Writing): string {
  const { wording } = writing;
  const said = { reading: readingTitle(id, writing), outcome: outcomeWord(outcome, writing) };
  const stands = outcome === 'violation' || outcome === 'exempt' || standing === 'disproved';
  return stands
    ? wording.say('then-reading', { ...said, standing: wording.say(`standing-${standing}`, {}) })
    : wording.say('then-reading-plain', said);
}

function flipText(flip: Flip, writing: Writing): string | undefined {
  const { wording } = writing;
  if ('term' in flip) {
    const to = flip.to === 'not covered' ? 'not-covered' : flip.to;
    return wording.say(`flip-term-${to}`, { term: flip.term });
  }
  if ('exception' in flip) {
    // What is asked no more because nothing needs it says nothing of its own.
    if (flip.to === 'not asked') return undefined;
    const kind = wording.say(`kind-${flip.kind}`, {});
    return wording.say(`flip-exception.${flip.to}`, { exception: flip.exception, kind });
  }
  if (flip.to === 'not asked') return undefined;
  return flip.of === 'in force'
    ? wording.say(`flip-in-force.${flip.to}`, {})
    : wording.say(`flip-in-territory.${flip.to}`, {});
}
