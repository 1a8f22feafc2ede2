/** Faults of rule files as data: code, place, what is wrong in the author's words, and the nearest right spelling. */

export type Path = readonly (string | number)[];

export interface Diagnostic {
  readonly code: string;
  /** A warning never keeps a rulebook from loading. */
  readonly severity: 'error' | 'warning';
  /** The file, relative to the rules folder. */
  readonly file: string;
  /** From 1; the place of the key or value that is wrong, or of what should have held the missing one. */
  readonly line: number;
  readonly column: number;
  /** Such as $.terms[0].binds */
  readonly path: string;
  /** Lower case, no full stop, the author's own words in backticks. */
  readonly message: string;
  readonly help?: string;
  readonly nearest?: readonly string[];
  /** The line of the file, for a caret to point into. */
  readonly excerpt?: string;
}

/** What a check has to say of one place in a file. */
export interface Remark {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
  readonly nearest?: readonly string[] | undefined;
  readonly severity?: 'error' | 'warning';
  /** Whether the key or the value is meant; the value, if not said. */
  readonly at?: 'key' | 'value';
}
export type Report = (path: Path, remark: Remark) => void;

/** A parsed file that knows where each of its values stands. */
export interface SourceFile {
  readonly path: string;
  readonly value: unknown;
  /** The place of a key or value; for one that is not there, the place of what should have held it. */
  position(path: Path, at: 'key' | 'value'): { line: number; column: number };
  lineText(line: number): string;
}

/** The path as it is shown: $.terms[0].binds */
export function pathText(path: Path): string {
  const step = (key: string | number) =>
    typeof key === 'number'
      ? `[${key}]`
      : /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)
        ? `.${key}`
        : `[${JSON.stringify(key)}]`;
  return `$${path.map(step).join('')}`;
}

const MAX_EXCERPT = 160;

/** How many faults of one file are told; a file with more is mostly no rule file at all. */
export const MAX_FAULTS = 500;

/** Ends the checks of a file that has more faults than are told. */
export class TooManyFaults extends Error {}

/**
 * Gathers remarks on one file as diagnostics.
 * @throws TooManyFaults, from the report, when the file has more than MAX_FAULTS
 */
export function reportOn(file: SourceFile, into: Diagnostic[]): Report {
  let told = 0;
  return (path, remark) => {
    told += 1;
    if (told > MAX_FAULTS) throw new TooManyFaults();
    const { line, column } = file.position(path, remark.at ?? 'value');
    into.push(diagnosticAt(file.path, line, column, path, remark, file.lineText(line)));
  };
}

/** One diagnostic, with only the keys that say something. */
export function diagnosticAt(
  file: string,
  line: number,
  column: number,
  path: Path,
  remark: Remark,
  excerpt?: string,
): Diagnostic {
  return {
    code: remark.code,
    severity: remark.severity ?? 'error',
    file,
    line,
    column,
    path: pathText(path),
    message: remark.message,
    ...(remark.help === undefined ? {} : { help: remark.help }),
    ...(remark.nearest === undefined || remark.nearest.length === 0 ? {} : { nearest: remark.nearest }),
    ...(excerpt === undefined || excerpt.length > MAX_EXCERPT ? {} : { excerpt }),
  };
}

/** In order of file and place, each once. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(
    diagnostics.map((each) => [JSON.stringify([each.file, each.line, each.column, each.message]), each]),
  );
  return [...seen.values()].sort(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.message, b.message),
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether any of them keeps the rulebook from loading. */
export const blocks = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((each) => each.severity === 'error');

/** For people: `file:line:column code  message; did you mean …?`, the line with a caret, and the help. */
export function formatDiagnostic(diagnostic: Diagnostic, folder = ''): string {
  const { code, severity, file, line, column, message, help, nearest, excerpt } = diagnostic;
  const hint = nearest === undefined ? '' : `; did you mean ${nearest.map((word) => `\`${word}\``).join(' or ')}?`;
  const mark = severity === 'warning' ? 'warning ' : '';
  const lines = [`${folder}${file}:${line}:${column} ${mark}${code}  ${message}${hint}`];
  if (excerpt !== undefined && excerpt.trim() !== '') {
    const gutter = String(line).padStart(5);
    const indent = excerpt.slice(0, column - 1).replace(/[^\t]/g, ' ');
    lines.push(`${gutter} | ${excerpt}`, `${' '.repeat(gutter.length)} | ${indent}^`);
  }
  if (help !== undefined) lines.push(`      help: ${help}`);
  return lines.join('\n');
}

/** A value of the author's as it stands in a message: short, in backticks. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').replaceAll('`', "'");
  return `\`${flat.length > 60 ? `${flat.slice(0, 57)}…` : flat}\``;
}
