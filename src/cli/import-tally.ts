import type { SubmitAnswer, Submitted } from '../actions/submit-many.js';
import type { Taken } from '../actions/submit-stream.js';
import type { Incident } from '../domain/incident.js';
import type { Fault } from '../domain/problem.js';
import type { Rulebook } from '../engine/rulebook.js';
import { UnknownWords } from '../intake/unknown-words.js';
import { inSpan, type TimeSpan } from './time-span.js';

/** What an import adds up to. */

export interface Refusal {
  readonly line: number;
  readonly reportId?: string;
  readonly faults: readonly Fault[];
}
/** How often each outcome came out in one reading; the last two are what `undetermined` is made of. */
export interface ReadingTally {
  readonly outcomes: Record<string, number>;
  clearedEitherWay: number;
  mayBeViolation: number;
}

/** Refusals that are kept whole; beyond that they are counted. */
const MOST_REFUSALS = 100;
/** Names that are told apart; a file of any size may hold more, and those are only counted. */
const MOST_NAMES = 10_000;

export class ImportTally {
  read = 0;
  stored = 0;
  unchanged = 0;
  refused = 0;
  /** Incidents surely in the span of the table, and those whose dates only reach into it. */
  inSpan = 0;
  partlyInSpan = 0;
  readonly refusals: Refusal[] = [];
  /** Records that are no act, by the reason. */
  readonly skipped = new Map<string, number>();
  readonly unknown = new UnknownWords();
  readonly unresolvedNames = new Map<string, number>();
  /** How often a name that nobody knows was met beyond those that are told apart. */
  moreNames = 0;
  /** By agreement, then by reading, in the rulebook's order. */
  readonly readings = new Map<string, Map<string, ReadingTally>>();
  /** In the span, but surely outside the agreement's time or territory. */
  readonly untouched = new Map<string, number>();
  readonly #span: TimeSpan;

  constructor(rulebook: Rulebook, span: TimeSpan) {
    this.#span = span;
    for (const [id, agreement] of rulebook.agreements) {
      const tallies = agreement.readings.map(
        (reading) => [reading.id, { outcomes: {}, clearedEitherWay: 0, mayBeViolation: 0 }] as const,
      );
      this.readings.set(id, new Map(tallies));
      this.untouched.set(id, 0);
    }
  }

  /** Counts what became of one record. */
  add(taken: Taken): void {
    this.read += 1;
    if ('answer' in taken) this.#addAnswer(taken);
    else if ('faults' in taken) this.#refuse(taken);
    else this.skipped.set(taken.skipped, (this.skipped.get(taken.skipped) ?? 0) + 1);
  }

  #refuse(refusal: Refusal): void {
    this.refused += 1;
    if (this.refusals.length < MOST_REFUSALS) this.refusals.push(refusal);
  }

  #addAnswer({ line, incident, answer }: Extract<Taken, { answer: SubmitAnswer }>): void {
    if ('problem' in answer) {
      const { faults, message } = answer.problem;
      const { reportId } = incident;
      this.#refuse({ line, reportId, faults: faults.length > 0 ? faults : [{ pointer: '', detail: message }] });
      return;
    }
    if (answer.status === 201) this.stored += 1;
    else this.unchanged += 1;
    this.#countNames(incident, answer.warnings);
    const where = inSpan(this.#span, incident.occurred);
    if (where === 'partly') this.partlyInSpan += 1;
    if (where !== 'inside') return;
    this.inSpan += 1;
    this.#countOutcomes(answer.verdicts);
  }

  #countOutcomes(verdicts: Submitted['verdicts']): void {
    for (const [agreement, tallies] of this.readings) {
      const verdict = verdicts.find((each) => each.agreement === agreement);
      if (verdict === undefined) this.untouched.set(agreement, (this.untouched.get(agreement) ?? 0) + 1);
      for (const [reading, tally] of tallies) {
        const found = verdict?.readings[reading];
        if (found === undefined) continue;
        tally.outcomes[found.outcome] = (tally.outcomes[found.outcome] ?? 0) + 1;
        if (found.outcome !== 'undetermined') continue;
        if (found.possible.includes('violation')) tally.mayBeViolation += 1;
        else tally.clearedEitherWay += 1;
      }
    }
  }

  /** Each name once per incident, however many candidates it stands in. */
  #countNames(incident: Incident, warnings: Submitted['warnings']): void {
    const names = new Set<string>();
    for (const { pointer } of warnings) {
      const [, index, key] = /^\/candidates\/(\d+)\/(actor|target)$/.exec(pointer) ?? [];
      const name = incident.candidates[Number(index)]?.[key as 'actor' | 'target'];
      if (name != null) names.add(name);
    }
    for (const name of names) {
      const before = this.unresolvedNames.get(name);
      if (before === undefined && this.unresolvedNames.size >= MOST_NAMES) this.moreNames += 1;
      else this.unresolvedNames.set(name, (before ?? 0) + 1);
    }
  }
}
