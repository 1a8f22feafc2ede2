import { type Diagnostic, formatDiagnostic, messageWithHint } from '../authored/diagnostic.js';
import type { CaseResult } from '../casework/run-cases.js';
import type { CheckedRules } from './check-rules.js';

/** Why a set of rule files could not go live, as text. */

/** Rule files that did not load, or whose cases fail, with everything that is wrong. */
export class RulebookRefused extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: readonly CaseResult[];

  constructor({ diagnostics, cases }: Pick<CheckedRules, 'diagnostics' | 'cases'>) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const what = errors.length > 0 ? 'the rule files do not load' : 'the worked cases beside the rule files fail';
    super([what, ...errors.map((each) => formatDiagnostic(each)), ...cases.failed.map(caseLine)].join('\n'));
    this.name = 'RulebookRefused';
    this.diagnostics = diagnostics;
    this.failed = cases.failed;
  }
}

/** One line for each error and each failed case, with its place. */
export function refusedLines(
  diagnostics: readonly Diagnostic[],
  failed: readonly CaseResult[],
): { readonly file: string; readonly line: string }[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return [
    ...errors.map((each) => ({ file: each.file, line: diagnosticLine(each) })),
    ...failed.map((each) => ({ file: `${each.agreement}/cases.yaml`, line: caseLine(each) })),
  ];
}

/** `file:line:column: message; help` */
export const diagnosticLine = (diagnostic: Diagnostic): string => {
  const { file, line, column, help } = diagnostic;
  return `${file}:${line}:${column}: ${messageWithHint(diagnostic)}${help === undefined ? '' : `; ${help}`}`;
};

/** `agreement/cases.yaml: case id fails: reading: outcome should be violation, but is exempt` */
export const caseLine = ({ agreement, id, differences }: CaseResult): string => {
  const told = differences.map(
    ({ reading, key, expected, got }) => `${reading}: ${key} should be ${shown(expected)}, but is ${shown(got)}`,
  );
  return `${agreement}/cases.yaml: case ${id} fails: ${told.join('; ')}`;
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent'));
