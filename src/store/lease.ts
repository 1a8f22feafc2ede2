/**
 * Who works on something says until when nobody else need ask whether it still does, by its own clock. Clocks of machines
 * differ, and a clock may be set back: a lease that ends later than any clock that is right could have given it is over, or
 * what was being worked on would wait for as long as the clock was wrong.
 */

/** The clocks of machines that work on one database differ by so much at the most. Milliseconds. */
export const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * @param until when the lease ends, as whoever has it wrote down
 * @param now what the clock of whoever asks says
 * @param lasts how long a lease is given for
 */
export const isOver = (until: number, now: number, lasts: number): boolean =>
  until <= now || until > now + lasts + CLOCKS_DIFFER_MS;
