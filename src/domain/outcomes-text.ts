import { OUTCOMES, type Outcome, type OutcomeOrOpen } from './words.js';

/**
 * What every reading leaves possible, in a few letters: `text=ve government=e` says that the text leaves a violation and an
 * exemption open and that the government's reading exempts. Verdicts that say the same have the same text, so that counts
 * by outcome have few groups.
 */

const LETTERS: Readonly<Record<Outcome, string>> = {
  violation: 'v',
  exempt: 'e',
  no_violation: 'n',
  out_of_scope: 'o',
  not_in_force: 'f',
};

/** @param readings of a verdict, by id */
export const outcomesText = (readings: Readonly<Record<string, { readonly possible: readonly Outcome[] }>>): string =>
  Object.entries(readings)
    .map(([id, { possible }]) => {
      const letters = OUTCOMES.filter((outcome) => possible.includes(outcome)).map((outcome) => LETTERS[outcome]);
      return `${id}=${letters.join('')}`;
    })
    .join(' ');

/** What each reading leaves possible, by its id: the inverse of outcomesText. */
export function possibleByReading(text: string): ReadonlyMap<string, readonly Outcome[]> {
  const parts = text.split(' ').filter((each) => each !== '');
  return new Map(
    parts.map((each) => {
      const [reading = '', letters = ''] = each.split('=');
      return [reading, OUTCOMES.filter((outcome) => letters.includes(LETTERS[outcome]))];
    }),
  );
}

export interface OutcomeOfReading {
  readonly reading: string;
  readonly outcome: OutcomeOrOpen;
  /** Undetermined, and a violation is possible. */
  readonly mayBeViolation: boolean;
}

/** Reads what outcomesText wrote. */
export function readOutcomes(text: string): OutcomeOfReading[] {
  return [...possibleByReading(text)].map(([reading, possible]) => {
    const [only] = possible;
    const firm = possible.length === 1 && only !== undefined;
    return {
      reading,
      outcome: firm ? only : 'undetermined',
      mayBeViolation: !firm && possible.includes('violation'),
    };
  });
}
