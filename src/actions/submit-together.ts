import { setImmediate as othersFirst } from 'node:timers/promises';
import { Problem } from '../domain/problem.js';
import { storageProblem } from '../store/storage-problem.js';
import type { Service } from './service.js';
import { type Post, type SubmitAnswer, submitPosts } from './submit-many.js';

/**
 * Reports that are posted one by one while others are being stored wait, and are stored in one transaction: it costs little
 * more than that of one report, and while it runs nobody else can write anyway. Nobody waits for others to come.
 */
export interface SubmitTogether {
  /**
   * Kept when the report is stored, or known not to be.
   * @throws what the database throws
   */
  submit(post: Post): Promise<SubmitAnswer>;
}

interface Waiting {
  readonly post: Post;
  readonly answer: (answer: SubmitAnswer) => void;
  readonly fail: (error: unknown) => void;
}

/** So many at once: judging does not pause, and for others this is as long as a chunk of a batch or two. */
const MOST_AT_ONCE = 16;

/** @param service its rulebook is taken anew for each transaction */
export function submitTogether(
  service: Pick<Service, 'database' | 'now' | 'rulebook' | 'follow' | 'meter'>,
): SubmitTogether {
  const waiting: Waiting[] = [];
  let working = false;

  async function work(): Promise<void> {
    working = true;
    try {
      while (waiting.length > 0) {
        await store(waiting.splice(0, MOST_AT_ONCE));
        await othersFirst();
      }
    } finally {
      working = false;
    }
  }

  async function store(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await submitPosts(
        service,
        service.rulebook(),
        group.map(({ post }) => post),
      );
      for (const [index, each] of group.entries()) answerTo(each, answers[index]);
    } catch (error) {
      const forAll = error instanceof Problem || storageProblem(error) !== undefined;
      if (group.length === 1 || forAll) for (const { fail } of group) fail(error);
      // One of them is at fault. Each for itself: what was stored already is answered as it stands.
      else await Promise.all(group.map((each) => store([each])));
    }
  }

  return {
    submit: (post) =>
      new Promise((answer, fail) => {
        waiting.push({ post, answer, fail });
        if (!working) void work();
      }),
  };
}

function answerTo({ answer, fail }: Waiting, given: SubmitAnswer | undefined): void {
  if (given === undefined) fail(new Error('a report was submitted and not answered'));
  else answer(given);
}
