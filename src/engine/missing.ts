import { FALSE, TRUE } from '../domain/truth.js';
import type { MissingEntry } from '../domain/verdict.js';
import { votesOf } from './combine.js';
import type { Evaluated, Evaluator } from './evaluate.js';
import { isFirm, type OutcomeMask, outcomesOf } from './fold.js';
import { usedPresumptions } from './presumed.js';
import { type Answer, type Question, questionAbout, questionsOf } from './questions.js';
import { combined, type ReadingResult } from './reading.js';

/** S15: what could change the outcome, the most decisive first. */

/** A question with what its answers lead to. */
interface Tried {
  readonly entry: MissingEntry;
  /** The fewest outcomes that one answer leaves possible. */
  readonly narrowest: number;
}

const bits = (mask: OutcomeMask) => outcomesOf(mask).length;

export function missingOf(evaluator: Evaluator, result: ReadingResult): MissingEntry[] {
  const { incident } = evaluator.situation;
  if (incident.happened === 'disproved') return [];
  const votes = votesOf(incident);
  const voting = result.candidates.filter((_, index) => votes[index]);
  const firm = isFirm(result.possible);
  const open = voting.map((evaluated) => ({
    evaluated,
    questions: firm ? presumedQuestions(evaluator, evaluated) : questionsOf(evaluator, evaluated),
  }));
  const tried = triedQuestions(evaluator, result, open);
  const attribution = firm ? undefined : attributionEntry(evaluator, result, voting);
  if (attribution !== undefined) tried.push(attribution);
  if (tried.length > 0 || firm) return tried.sort(moreDecisive).map(({ entry }) => entry);
  return openTogether(evaluator, result, open);
}

const moreDecisive = (a: Tried, b: Tried) =>
  a.narrowest - b.narrowest ||
  b.entry.wouldBe.length - a.entry.wouldBe.length ||
  (nameOf(a.entry) < nameOf(b.entry) ? -1 : 1);
const nameOf = (entry: MissingEntry) => `${entry.fact} ${JSON.stringify(entry.params ?? {})}`;

interface Open {
  readonly evaluated: Evaluated;
  readonly questions: readonly Question[];
}

/** The questions of which some answer alone changes what is possible. */
function triedQuestions(evaluator: Evaluator, result: ReadingResult, open: readonly Open[]): Tried[] {
  const byKey = new Map<string, { question: Question; of: Evaluated[] }>();
  for (const { evaluated, questions } of open)
    for (const question of questions) {
      const known = byKey.get(question.key);
      if (known === undefined) byKey.set(question.key, { question, of: [evaluated] });
      else known.of.push(evaluated);
    }
  const tried: Tried[] = [];
  for (const { question, of } of byKey.values()) {
    const candidates: number[] = [];
    let reached = 0;
    let narrowest = Number.POSITIVE_INFINITY;
    const perCandidate = question.fact === 'actor.id' || question.fact === 'target.id';
    for (const asked of perCandidate ? of.map((each) => [each]) : [of]) {
      for (const answer of question.answers(asked[0] as Evaluated)) {
        const possible = possibleUnder(evaluator, result, answer, asked);
        if (possible === result.possible) continue;
        reached |= possible;
        narrowest = Math.min(narrowest, bits(possible));
        for (const each of asked) if (!candidates.includes(each.candidate)) candidates.push(each.candidate);
      }
    }
    if (reached === 0) continue;
    const wouldBe = isFirm(result.possible) ? reached & ~result.possible : reached;
    tried.push({ entry: entryOf(evaluator, question, wouldBe, candidates), narrowest });
  }
  return tried;
}

/** What the incident comes to when some candidates are answered and the others stay as they are. */
function possibleUnder(
  evaluator: Evaluator,
  result: ReadingResult,
  answer: Answer,
  asked: readonly Evaluated[],
): OutcomeMask {
  const about = new Set(asked.map((each) => each.candidate));
  const whole = answer.evaluator !== evaluator;
  return combined(
    evaluator,
    result.candidates.map((each) =>
      whole || about.has(each.candidate)
        ? answer.evaluator.evaluate(result.plan, each.candidate, answer.whatIf).possible
        : each.possible,
    ),
  );
}

function entryOf(evaluator: Evaluator, question: Question, wouldBe: OutcomeMask, candidates: number[]): MissingEntry {
  const ask = askFor(evaluator, question.fact);
  return {
    fact: question.fact,
    ...(question.params === undefined ? {} : { params: { ...question.params } }),
    wouldBe: outcomesOf(wouldBe),
    candidates: candidates.sort((a, b) => a - b),
    ...(ask === undefined ? {} : { ask }),
  };
}

function askFor(evaluator: Evaluator, fact: string): string | undefined {
  const { definition } = evaluator.agreement;
  if (fact.startsWith('exception:')) return definition.exceptions?.find((each) => `exception:${each.id}` === fact)?.ask;
  return definition.vocabulary?.find((own) => own.name === fact)?.ask;
}

/** With several candidates of whom one did it, knowing which may settle it. */
function attributionEntry(
  evaluator: Evaluator,
  result: ReadingResult,
  voting: readonly Evaluated[],
): Tried | undefined {
  if (evaluator.situation.incident.attribution === 'each' || voting.length < 2) return undefined;
  const narrowing = voting.filter((each) => each.possible !== result.possible);
  if (narrowing.length === 0) return undefined;
  const reached = narrowing.reduce((union, each) => union | each.possible, 0);
  return {
    entry: { fact: 'attribution', wouldBe: outcomesOf(reached), candidates: voting.map((each) => each.candidate) },
    narrowest: Math.min(...narrowing.map((each) => bits(each.possible))),
  };
}

/** Where no answer alone changes anything, every question that is open is listed. */
function openTogether(evaluator: Evaluator, result: ReadingResult, open: readonly Open[]): MissingEntry[] {
  const entries = new Map<string, MissingEntry>();
  for (const { evaluated, questions } of open)
    for (const question of questions) {
      const known = entries.get(question.key);
      if (known !== undefined) known.candidates.push(evaluated.candidate);
      else
        entries.set(question.key, {
          ...entryOf(evaluator, question, result.possible, [evaluated.candidate]),
          together: true,
        });
    }
  return [...entries.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** What a firm outcome presumed, as questions: had it been known otherwise, what then? */
function presumedQuestions(evaluator: Evaluator, evaluated: Evaluated): Question[] {
  const used = usedPresumptions(evaluator, evaluated);
  const exceptions = used.exceptions.map((held): Question => {
    const id = evaluator.agreement.exceptions[held.exception]?.definition.id ?? '';
    const fact = `exception:${id}`;
    const answers = () =>
      [TRUE, FALSE].map((truth) => ({ evaluator, whatIf: { holds: new Map([[held.exception, truth]]) } }));
    return { key: fact, fact, params: undefined, answers };
  });
  // What the reading presumed is asked of the report as it came, before anything was presumed.
  const bare = evaluator.evaluate(evaluated.plan, evaluated.candidate, { withoutPresumptions: true });
  const facts = used.facts.map(({ subject }): Question => {
    const question = questionAbout(evaluator, subject.slot.ask, subject.slot, undefined);
    return { ...question, answers: () => question.answers(bare) };
  });
  return [...exceptions, ...facts];
}
