/**
 * A text as it is looked up in a map: without outer spaces, in lower case, and with spaces, underscores, slashes and
 * round brackets levelled, so that "Within 100m (via Coalition)" and "within_100m_via_coalition" are one word.
 */
export const levelText = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_/()]+/g, ' ')
    .trim();
