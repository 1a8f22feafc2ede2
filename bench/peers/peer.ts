import type { Outcome } from '../../src/domain/words.js';
import type { RulesInput } from '../../src/engine/second-opinion-input.js';
import type { PlainRules } from './plain-rules.js';

/** What is asked: one candidate with every fact that a rule reads known, derived facts among them. */
export interface Asked {
  /** By the names that plain rules use. */
  readonly known: Readonly<Record<string, unknown>>;
  /** The same as Truce's own second opinion is told it. */
  readonly input: RulesInput;
}

export type Answering = (asked: Asked) => Outcome | Promise<Outcome>;

/** Another way to judge by the same rules. */
export interface Peer {
  readonly name: string;
  /** What it tells besides the outcome. */
  readonly gives: string;
  /** What Truce gives that it does not. */
  readonly lacks: string;
  /** Makes one reading ready; that is not timed. */
  readonly build: (rules: PlainRules) => Answering;
}
