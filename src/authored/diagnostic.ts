import { excerptOf, marked } from './excerpt.js';
import { oddLetters } from './odd-letters.js';
import { remedyFor } from './remedies.js';

/** Faults of rule files as data: code, place, what is wrong in the author's words, and the nearest right spelling. */

export type Path = readonly (string | number)[];

export interface Diagnostic {
  readonly code: string;
  /** A warning never keeps a rulebook from loading. */
  readonly severity: 'error' | 'warning';
  /** The file, relative to the rules folder. */
  readonly file: string;
  /** From 1, in UTF-16 units; the place of the key or value that is wrong, or of what should have held the missing one. */
  readonly line: number;
  readonly column: number;
  /** Just behind the key or value, where it has a place of its own. */
  readonly endLine?: number;
  readonly endColumn?: number;
  /** Such as $.terms[0].binds */
  readonly path: string;
  /** Lower case, no full stop, the author's own words in backticks. */
  readonly message: string;
  readonly help?: string;
  readonly nearest?: readonly string[];
  /** The line of the file, for a caret to point into; of a long line the part around the fault. */
  readonly excerpt?: string;
  /** The column at which the excerpt begins, where that is not 1. */
  readonly excerptFrom?: number;
  /** An incident that shows what is meant, and what it shows; of findings, not of faults. */
  readonly example?: { readonly incident: unknown; readonly shows: string };
}

/** Where something stands; the end only where it has a place of its own. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** What a check has to say of one place in a file. */
export interface Remark {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
  readonly nearest?: readonly string[] | undefined;
  readonly severity?: 'error' | 'warning';
  readonly example?: Diagnostic['example'] | undefined;
  /** Whether the key or the value is meant; the value, if not said. */
  readonly at?: 'key' | 'value';
}
export type Report = (path: Path, remark: Remark) => void;

/** A parsed file that knows where each of its values stands. */
export interface SourceFile {
  readonly path: string;
  readonly value: unknown;
  /** The place of a key or value; for one that is not there, the place of what should have held it. */
  position(path: Path, at: 'key' | 'value'): Span;
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
    const span = file.position(path, remark.at ?? 'value');
    into.push(diagnosticIn(file.path, span, path, withOddLetters(remark, path, file.value), file.lineText(span.line)));
  };
}

const NAMED = /^(bad-id|bad-date|wrong-type|other-id|unknown-\w+)$/;

/** A word that is wrong because a letter of it is of another script: nobody sees that, so it is said. */
function withOddLetters(remark: Remark, path: Path, root: unknown): Remark {
  if (!NAMED.test(remark.code)) return remark;
  const meant = remark.at === 'key' ? path.at(-1) : path.reduce<unknown>(stepInto, root);
  const odd = typeof meant === 'string' ? oddLetters(meant) : undefined;
  return odd === undefined ? remark : { ...remark, help: odd };
}

const stepInto = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined;

/** One diagnostic at a point, such as the whole of a file that cannot be read. */
export const diagnosticAt = (
  file: string,
  line: number,
  column: number,
  path: Path,
  remark: Remark,
  excerpt?: string,
): Diagnostic => diagnosticIn(file, { line, column }, path, remark, excerpt);

/** One diagnostic, with only the keys that say something; help is that of its code where the remark has none. */
export function diagnosticIn(file: string, span: Span, path: Path, remark: Remark, lineText?: string): Diagnostic {
  const { line, column, endLine, endColumn } = span;
  const near = remark.nearest === undefined || remark.nearest.length === 0 ? undefined : remark.nearest;
  const help = remark.help ?? (near === undefined ? remedyFor(remark.code) : undefined);
  return {
    code: remark.code,
    severity: remark.severity ?? 'error',
    file,
    line,
    column,
    ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
    path: pathText(path),
    message: remark.message,
    ...(help === undefined ? {} : { help }),
    ...(near === undefined ? {} : { nearest: near }),
    ...(lineText === undefined ? {} : excerptOf(lineText, column)),
    ...(remark.example === undefined ? {} : { example: remark.example }),
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

/** One line, as editors and continuous integration read them: `file:line:column code  message; did you mean …?` */
export function formatLine(diagnostic: Diagnostic, folder = ''): string {
  const { code, severity, file, line, column } = diagnostic;
  const mark = severity === 'warning' ? 'warning ' : '';
  return `${folder}${file}:${line}:${column} ${mark}${code}  ${messageWithHint(diagnostic)}`;
}

/** What is wrong, with the nearest right spelling. */
export const messageWithHint = ({ message, nearest }: Diagnostic): string =>
  nearest === undefined ? message : `${message}; did you mean ${nearest.map((word) => `\`${word}\``).join(' or ')}?`;

/** How the parts of a diagnostic are set off; for a terminal that shows colour. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly quiet: (text: string) => string;
}
const PLAIN: Paint = { error: (text) => text, warning: (text) => text, quiet: (text) => text };

/** For people: the line of `formatLine`, the line of the file with carets, the help, and the incident that shows it. */
export function formatDiagnostic(diagnostic: Diagnostic, folder = '', paint: Paint = PLAIN): string {
  const { severity, line, help, example } = diagnostic;
  const lines = [paint[severity](formatLine(diagnostic, folder))];
  const margin = String(line).padStart(5);
  const shown = marked(diagnostic);
  if (shown !== undefined)
    lines.push(
      `${paint.quiet(`${margin} |`)} ${shown.text}`,
      `${paint.quiet(`${' '.repeat(margin.length)} |`)} ${paint[severity](shown.carets)}`,
    );
  if (help !== undefined) lines.push(`      help: ${help}`);
  if (example !== undefined)
    lines.push(`      shown by: ${example.shows}`, `        ${paint.quiet(JSON.stringify(example.incident))}`);
  return lines.join('\n');
}

/** A value of the author's as it stands in a message: short, in backticks. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').replaceAll('`', "'");
  return `\`${flat.length > 60 ? `${flat.slice(0, 57)}…` : flat}\``;
}
