/** The most bytes of one report, or of a question about one. */
export const ONE_REPORT = 1024 * 1024;
/** The most bytes of the rule files of a candidate, all together as JSON. */
export const RULE_FILES = 32 * 1024 * 1024;
