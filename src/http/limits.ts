/** The most bytes of one report, or of a question about one. */
export const ONE_REPORT = 1024 * 1024;
