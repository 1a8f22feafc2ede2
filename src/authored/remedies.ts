import type { Code } from './code.js';
import { OTHER_CODES } from './codes-of-cases.js';
import { FILE_CODES } from './codes-of-files.js';
import { ACCEPTANCE_CODES, FINDING_CODES } from './codes-of-findings.js';
import { RULE_CODES } from './codes-of-rules.js';

/** Every code that a diagnostic may have, with what it stands for and what to do. */
export const DIAGNOSTIC_CODES: ReadonlyMap<string, Code> = new Map(
  Object.entries({ ...FILE_CODES, ...RULE_CODES, ...OTHER_CODES, ...FINDING_CODES, ...ACCEPTANCE_CODES }),
);

/** What to do about a code, in general. */
export const remedyFor = (code: string): string | undefined => DIAGNOSTIC_CODES.get(code)?.remedy;
