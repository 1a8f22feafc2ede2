import { readRevision } from '../actions/read-revision.js';
import type { Taken } from '../actions/submit-stream.js';
import { Problem } from '../domain/problem.js';
import type { View } from '../domain/shown-view.js';
import type { UnknownWords } from '../intake/unknown-words.js';
import { storageProblem } from '../store/storage-problem.js';
import { BatchTally, lineOf, shownLine } from './batch-lines.js';
import type { Asked, Context } from './operation.js';
import { notReady } from './readiness.js';

type Connection = Pick<Asked<unknown, unknown, unknown, unknown>, 'signal' | 'failed' | 'refuseEnded'>;

interface Wanted {
  /** Only what was not stored gets a line. */
  readonly minimal: boolean;
  /** What a CSV body held that its profile does not know. */
  readonly unknown: UnknownWords | undefined;
  /** Of the sender: their own reports, and of others only what it allows. */
  readonly view: View;
}

/**
 * The answer to a batch, as text of NDJSON in pieces. Once a record was taken, the answer has begun: what fails then is
 * told in a last line that takes the place of the summary.
 * @throws what fails before the first record was taken
 */
export async function* answerBatch(
  flow: AsyncIterable<readonly Taken[]>,
  { minimal, unknown, view }: Wanted,
  context: Context,
  { signal, failed, refuseEnded }: Connection,
): AsyncGenerator<string> {
  const tally = new BatchTally();
  let begun = false;
  try {
    for await (const chunk of flow) {
      context.revisions.nudge();
      begun ||= chunk.length > 0;
      const lines = chunk.map(lineOf);
      for (const line of lines) tally.add(line);
      const shown = minimal ? lines.filter(({ status }) => status !== 200 && status !== 201) : lines;
      // An empty piece begins the answer too.
      if (begun) yield shown.map((line) => asLine(shownLine(line, view))).join('');
      const readiness = context.readiness();
      if (!readiness.ready) throw notReady(readiness.waitingFor);
      // Nothing more is taken from a phone that was seized.
      await refuseEnded();
    }
    yield asLine(tally.summary(context.rulebook().hash, await readRevision(context), unknown));
  } catch (error) {
    if (signal.aborted) return;
    if (!begun) throw error;
    if (!(error instanceof Problem)) failed(error);
    yield asLine({ problem: (error instanceof Problem ? error : stopped(error)).document() });
  }
}

const asLine = (line: unknown): string => `${JSON.stringify(line)}\n`;

const stopped = (cause: unknown) => {
  const storage = storageProblem(cause);
  return new Problem(
    storage?.code ?? 'internal',
    'The batch stopped here; the log has the cause under the X-Request-Id. What has a line above is as the line says, ' +
      'what comes after may not be stored. Send the whole batch again: what is stored already is not stored twice.' +
      (storage === undefined ? '' : ` ${storage.message}`),
    { cause },
  );
};
