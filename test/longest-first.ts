import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The order of the test files. Left to itself vitest goes by the durations of the last run, which a fresh clone has not, and
 * then by size: a small file that starts many processes comes last, and one processor waits for it.
 */

/** Those that take longest, the longest first; a file that is not named here comes after them, the larger first. */
const LONGEST: readonly string[] = [
  'publish.test.ts',
  'feed.test.ts',
  'reassess-kill.test.ts',
  'faults/webhooks.test.ts',
  'actions/verify-record.test.ts',
  'counterfactual/why-not.test.ts',
  'http/idempotency.test.ts',
  'main.test.ts',
  'http/compare.test.ts',
  'comparison/properties.test.ts',
  'engine/properties.test.ts',
  'http/exports.test.ts',
  'analysis/ledger.test.ts',
  'rulebook/load.test.ts',
  'http/stream.test.ts',
  'http/replay.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.indexOf(relative(import.meta.dirname, moduleId));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
