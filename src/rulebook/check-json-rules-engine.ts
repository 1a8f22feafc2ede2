import { Rule, type TopLevelCondition } from 'json-rules-engine';
import { type Path, quoted, type Report } from '../authored/diagnostic.js';
import { isRaw } from '../authored/raw.js';

/** Every condition must also be one for json-rules-engine, so that the second opinion can run each file. */
export function checkWithJsonRulesEngine(report: Report, path: Path, condition: unknown): void {
  try {
    new Rule({ conditions: rootOf(condition), event: { type: 'holds' } });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    report(path, { code: 'json-rules-engine', message: `json-rules-engine refuses the condition: ${quoted(text)}` });
  }
}

/** The root of its rules must be all, any, not or a reference; a single leaf is wrapped. */
const rootOf = (condition: unknown): TopLevelCondition =>
  (isRaw(condition) && 'fact' in condition ? { all: [condition] } : condition) as TopLevelCondition;
