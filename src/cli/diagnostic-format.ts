import { styleText } from 'node:util';
import { type Diagnostic, formatDiagnostic, formatLine, messageWithHint, type Paint } from '../authored/diagnostic.js';

/** The forms in which diagnostics are printed: for people, for editors, for programs, for GitHub's annotations. */
export const FORMATS = ['human', 'compact', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * One diagnostic as a text, JSON apart, which is one document for all of them.
 * @param folder is put before the file, so that a terminal or an editor finds it
 */
export function formatAs(format: Exclude<Format, 'json'>, diagnostic: Diagnostic, folder: string): string {
  if (format === 'compact') return formatLine(diagnostic, folder);
  if (format === 'github') return annotation(diagnostic, folder);
  return formatDiagnostic(diagnostic, folder, paint());
}

/** A workflow command of GitHub Actions; what it takes for punctuation is escaped. */
function annotation(diagnostic: Diagnostic, folder: string): string {
  const { severity, file, line, endLine, column, endColumn, code, help } = diagnostic;
  const message = messageWithHint(diagnostic);
  const property = (value: string) => data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const data = (value: string) => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const where = [
    `file=${property(`${folder}${file}`)}`,
    `line=${line}`,
    ...(endLine === undefined ? [] : [`endLine=${endLine}`]),
    `col=${column}`,
    ...(endLine !== line || endColumn === undefined ? [] : [`endColumn=${endColumn}`]),
    `title=${property(code)}`,
  ];
  return `::${severity} ${where.join(',')}::${data(help === undefined ? message : `${message}\nhelp: ${help}`)}`;
}

/** Colour only where a person looks on; `hasColors` heeds NO_COLOR. */
function paint(): Paint | undefined {
  if (process.stdout.isTTY !== true || !process.stdout.hasColors()) return undefined;
  return {
    error: (text) => styleText('red', text),
    warning: (text) => styleText('yellow', text),
    quiet: (text) => styleText('blue', text),
  };
}
