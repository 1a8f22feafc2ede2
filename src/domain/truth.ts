/**
 * Kleene's three-valued logic (S1). Truth is a number, so that `all` is the least of its parts, `any` the greatest and
 * `not` the mirror: FALSE 0, UNKNOWN 1, TRUE 2.
 */
export type Truth = 0 | 1 | 2;
export const FALSE: Truth = 0;
export const UNKNOWN: Truth = 1;
export const TRUE: Truth = 2;

/** How a truth is written in a verdict. */
export type TruthWord = 'true' | 'false' | 'unknown';
const words: readonly TruthWord[] = ['false', 'unknown', 'true'];

/** The word for a truth, as it stands in verdicts. */
export const truthWord = (truth: Truth): TruthWord => words[truth] as TruthWord;

/** `true` and `false` as truths, anything absent as unknown (S2). */
export const truthOf = (value: boolean | null | undefined): Truth =>
  value === true ? TRUE : value === false ? FALSE : UNKNOWN;

export const not = (a: Truth): Truth => (2 - a) as Truth;
export const and = (a: Truth, b: Truth): Truth => (a < b ? a : b);
export const or = (a: Truth, b: Truth): Truth => (a > b ? a : b);

/** True when all are; an empty list is true. */
export const all = (truths: Iterable<Truth>): Truth => {
  let result: Truth = TRUE;
  for (const truth of truths) if (truth < result) result = truth;
  return result;
};

/** True when at least one is; an empty list is false. */
export const any = (truths: Iterable<Truth>): Truth => {
  let result: Truth = FALSE;
  for (const truth of truths) if (truth > result) result = truth;
  return result;
};
