import { formatInstant } from '../domain/time.js';

interface Entry {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An entry of the journal as it is shown: its time in words, all else as it stands. The hash is over the number `at`. */
export const journalAnswerOf = <E extends Entry>({ number, at, ...rest }: E) => ({
  number,
  at: formatInstant(at),
  ...rest,
});

/** Entries as NDJSON, one a line. */
export async function* journalLines<E extends Entry>(pages: AsyncIterable<readonly E[]>): AsyncGenerator<string> {
  let any = false;
  for await (const page of pages) {
    any = true;
    yield page.map((entry) => `${JSON.stringify(journalAnswerOf(entry))}\n`).join('');
  }
  // An answer without a piece would be taken for one that never came.
  if (!any) yield '';
}
