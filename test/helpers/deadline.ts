import type { Deadline } from '../../src/domain/deadline.js';

/** In the place of a clock: deadlines that are over when `late` says so. */
export const overWhen =
  (late: AbortSignal) =>
  (from?: AbortSignal): Deadline => ({
    signal: from === undefined ? late : AbortSignal.any([from, late]),
    clear: () => undefined,
  });
