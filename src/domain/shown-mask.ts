import type { View } from './shown-view.js';

/** What a view comes to for one part of an answer. */
export interface Mask {
  /** The words and names of whoever reported. */
  readonly reports: boolean;
  /** Where it was, as it was told. */
  readonly exact: boolean;
  /** What others put beside it: who has held the evidence since. */
  readonly beside: boolean;
  /** Which other reports are near it, and how near. */
  readonly near: boolean;
}

/** Links between reports tell how far apart they are, so they need both. */
export const maskOf = ({ reports, exact }: View): Mask => ({
  reports,
  exact,
  beside: reports,
  near: reports && exact,
});

/** What reporters see of what they sent: all of it, and of nobody else's. */
export const OWN_MASK: Mask = { reports: true, exact: true, beside: false, near: false };
